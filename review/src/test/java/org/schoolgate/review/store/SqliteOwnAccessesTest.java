package org.schoolgate.review.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteOwnAccessesTest extends OwnAccessesContract {

    @TempDir
    private Path folder;

    @Override
    StoreLocation empty() {
        return new StoreLocation.Sqlite(folder.resolve("own.db"));
    }
}
