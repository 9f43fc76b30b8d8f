package org.schoolgate.review.store;

import java.nio.file.Path;

/// Where the store is.
public sealed interface StoreLocation {

    /// The file in a data folder.
    static StoreLocation in(Path data) {
        return new Sqlite(data.resolve("store").resolve("schoolgate.db"));
    }

    /// One file on this machine, for one gateway. Its folder is made where it is missing.
    ///
    /// @param file the database file, such as `var/store/schoolgate.db`; SQLite puts two more beside it
    record Sqlite(Path file) implements StoreLocation {

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /// A database on a server, which several gateways may share.
    ///
    /// @param jdbcUrl `jdbc:postgresql://host:port/database`
    /// @param user the database role that owns the schema
    /// @param password its password; never printed
    record Postgres(String jdbcUrl, String user, String password) implements StoreLocation {

        /// The address without what follows a `?`, as a password may stand there too.
        @Override
        public String toString() {
            int question = jdbcUrl.indexOf('?');
            return question < 0 ? jdbcUrl : jdbcUrl.substring(0, question);
        }
    }
}
