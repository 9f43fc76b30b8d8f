package org.schoolgate.review.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SqlitePleaTest extends PleaContract {

    @TempDir
    private Path place;

    @Override
    StoreLocation empty() {
        return new StoreLocation.Sqlite(place.resolve("pleas.db"));
    }

    @Override
    String everything(StoreLocation location) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
