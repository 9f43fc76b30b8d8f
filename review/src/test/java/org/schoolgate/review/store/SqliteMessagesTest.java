package org.schoolgate.review.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMessagesTest extends MessagesContract {

    @TempDir
    private Path folder;

    @Override
    Store openEmpty() {
        return Store.open(new StoreLocation.Sqlite(folder.resolve("messages.db")), TestKey.ONE);
    }
}
