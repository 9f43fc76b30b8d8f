package org.schoolgate.review.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresOwnAccessesIT extends OwnAccessesContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    StoreLocation empty() throws Exception {
        return SERVER.empty();
    }
}
