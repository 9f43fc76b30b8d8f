package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    @Test
    void theLatestVersionIsThatOfTheLatestFile() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Migrations.class.getClassLoader().getResource("db/migration"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            assertThat(files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.parseInt(name.replaceFirst("^V([0-9]+)__.*\\.sql$", "$1")))
                    .max(Integer::compare)).contains(Integer.parseInt(Migrations.LATEST));
        }
    }
}
