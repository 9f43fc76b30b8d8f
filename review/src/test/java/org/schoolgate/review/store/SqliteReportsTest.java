package org.schoolgate.review.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteReportsTest extends ReportsContract {

    @TempDir
    private Path folder;

    @Override
    StoreLocation empty() {
        return new StoreLocation.Sqlite(folder.resolve("reports.db"));
    }
}
