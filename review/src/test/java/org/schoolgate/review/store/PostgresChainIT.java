package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.schoolgate.review.chain.Audit;

class PostgresChainIT extends ChainContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    StoreLocation empty() throws Exception {
        return SERVER.empty();
    }

    @Override
    void change(StoreLocation location, String sql) throws Exception {
        TestServer.change(location, sql);
    }

    @Test
    void severalGatewaysWriteOneChain() throws Exception {
        StoreLocation location = empty();
        try (Store one = Store.open(location, TestKey.ONE); Store other = Store.open(location, TestKey.ONE)) {
            List<RecordedAccess> all = RecordedAccesses.many(2_000, 5);
            Thread beside = Thread.ofPlatform().start(() -> write(other, all.subList(1_000, 2_000)));
            write(one, all.subList(0, 1_000));
            beside.join();
            Audit.Report report = one.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.entries()).isEqualTo(2_000);
        }
    }

    private static void write(Store store, List<RecordedAccess> accesses) {
        for (int from = 0; from < accesses.size(); from += 10) {
            store.accesses().append(accesses.subList(from, from + 10));
        }
    }
}
