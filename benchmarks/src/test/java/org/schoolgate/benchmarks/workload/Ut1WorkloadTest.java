package org.schoolgate.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/// The real lists, where they lie beside the checkout.
class Ut1WorkloadTest {

    @Test
    void theRealListsAreRead() throws Exception {
        assumeTrue(Ut1.archive().isPresent(),
                "the real UT1 archive is not beside the checkout, at ../shared/lists/ut1/blacklists.tar.gz");
        Names names = Workload.named(Workload.UT1).names();
        assertThat(names.size()).isBetween(345_000, 346_000);
        assertThat(names.letters() / (double) names.size()).isBetween(16.5, 16.7);
    }
}
