package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    /// What has been stored once is read for ever: this text must not change while its format has the number 1.
    private static final String STORED = """
        {"group":"Pupils","reason":"Social media is closed for pupils",\
        "clause":{"quote":"Pupils are not to use social media.","source":"The policy, page 4"},\
        "categories":[{"slug":"social-networks","title":"Social media: networks","subject":"Social media"},\
        {"slug":"video","title":"Social media: video","subject":"Social media"}],\
        "listings":[{"entry":"network.example","category":"social-networks","list":"starter/social","version":"1",\
        "line":17}],\
        "signals":{"mode":"plain","method":"GET","fetch-site":"none","fetch-mode":"navigate",\
        "fetch-dest":"document","fetch-user":true,"purpose":"prefetch","referer-host":"start.example",\
        "accept":"text/html","user-agent":"Browser/1.0 \\"quoted\\" \\u0001 ünï 🎒"}}""";

    @Test
    void theStoredTextStaysAsItIs() {
        Evidence evidence = Evidence.of(RecordedAccesses.full(1));
        assertThat(evidence.json()).isEqualTo(STORED);
        assertThat(Evidence.parse(STORED)).isEqualTo(evidence);
    }

    @Test
    void whatIsNotThereStaysAway() {
        Evidence evidence = Evidence.of(RecordedAccesses.sealed(1));
        assertThat(Evidence.parse(evidence.json())).isEqualTo(evidence);
    }
}
