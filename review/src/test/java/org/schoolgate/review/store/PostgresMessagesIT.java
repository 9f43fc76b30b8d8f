package org.schoolgate.review.store;

import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresMessagesIT extends MessagesContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    Store openEmpty() throws Exception {
        return Store.open(SERVER.empty(), TestKey.ONE);
    }
}
