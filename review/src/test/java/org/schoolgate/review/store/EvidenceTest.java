package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;

class EvidenceTest {

    /// What has been stored once is read for ever: these texts must not change, and the last must not while the format has the
    /// number 3.
    private static final String STORED_AS_1 = """
        {"group":"Pupils","reason":"Social media is closed for pupils",\
        "clause":{"quote":"Pupils are not to use social media.","source":"The policy, page 4"},\
        "categories":[{"slug":"social-networks","title":"Social media: networks","subject":"Social media"},\
        {"slug":"video","title":"Social media: video","subject":"Social media"}],\
        "listings":[{"entry":"network.example","category":"social-networks","list":"starter/social","version":"1",\
        "line":17}],\
        "signals":{"mode":"plain","method":"GET","fetch-site":"none","fetch-mode":"navigate",\
        "fetch-dest":"document","fetch-user":true,"purpose":"prefetch","referer-host":"start.example",\
        "accept":"text/html","user-agent":"Browser/1.0 \\"quoted\\" \\u0001 ünï 🎒"}}""";

    private static final String STORED_AS_2 = STORED_AS_1.substring(0, STORED_AS_1.length() - 1)
            + """
                ,"around":{"redirected":true,"new-sites":7,"other-site-ms":340,"same-site-ms":240000},\
                "ground":"fetched_ahead"}""";

    private static final String STORED = STORED_AS_2.substring(0, STORED_AS_2.length() - 1)
            + """
                ,"basis":{"policy":"aa","lists":"bb","entries":[{"entry":"network.example",\
                "category":"social-networks","list":"starter/social","version":"1","line":17},\
                {"entry":"example","category":"video","list":"ut1/video","version":"2","line":4}],\
                "query-counted":false,"claimed":true}}""";

    @Test
    void theStoredTextStaysAsItIs() {
        Evidence evidence = Evidence.of(RecordedAccesses.replayable(1, "aa", "bb"));
        assertThat(evidence.json()).isEqualTo(STORED);
        assertThat(Evidence.parse(STORED)).isEqualTo(evidence);
    }

    @Test
    void whatIsOlderThanReplayHasNoBasis() {
        Evidence evidence = Evidence.of(RecordedAccesses.full(1));
        assertThat(evidence.json()).isEqualTo(STORED_AS_2);
        assertThat(Evidence.parse(STORED_AS_2)).isEqualTo(evidence);
    }

    @Test
    void whatIsOlderThanGradesHasNone() {
        Evidence evidence = Evidence.parse(STORED_AS_1);
        assertThat(evidence.ground()).isEqualTo(Ground.NOT_GRADED);
        assertThat(evidence.circumstances()).isEqualTo(Circumstances.NONE);
        assertThat(evidence.signals()).isEqualTo(RecordedAccesses.full(1).signals());
    }

    @Test
    void whatIsNotThereStaysAway() {
        Evidence evidence = Evidence.of(RecordedAccesses.sealed(1));
        assertThat(Evidence.parse(evidence.json())).isEqualTo(evidence);
    }
}
