package org.schoolgate.review.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresPleaIT extends PleaContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    StoreLocation empty() throws Exception {
        return SERVER.empty();
    }

    /// Each column of each row of each table.
    @Override
    String everything(StoreLocation location) throws Exception {
        StringBuilder all = new StringBuilder();
        try (Connection connection = TestServer.connection(location);
                ResultSet tables = connection.getMetaData().getTables(null, "public", "%", new String[]{"TABLE"})) {
            while (tables.next()) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + tables.getString("TABLE_NAME"))) {
                    while (rows.next()) {
                        for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                            byte[] bytes = rows.getBytes(column);
                            all.append(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1))
                                    .append('|');
                        }
                    }
                }
            }
        }
        return all.toString();
    }
}
