package org.schoolgate.filters.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void onlyAllowAndFlagLetARequestGoOnAtOnce() {
        assertThat(Verdict.values()).filteredOn(Verdict::opens).containsExactly(Verdict.ALLOW, Verdict.FLAG);
    }

    @Test
    void aVerdictIsSpeltInLowerCase() {
        assertThat(Verdict.values()).extracting(Verdict::text).containsExactly("allow", "flag", "coach", "block");
    }
}
