package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.RecordedAccesses;

class FoldTest {

    private static final String DEVICE = "10.20.0.7";

    private final List<RecordedAccess> all = new ArrayList<>();

    @Test
    void aStormOfPopUpsIsOneAndThePageThatLedToItAnother() {
        asked(0, DEVICE, Optional.empty(), Ground.BY_HAND);
        for (int i = 1; i <= 8; i++) {
            asked(i, DEVICE, Optional.of("hair.example"), Ground.NO_CLICK);
        }
        assertThat(folds()).containsExactly(8, 1);
    }

    @Test
    void whatLooksAsIfByHandStandsForItself() {
        asked(0, DEVICE, Optional.of("hair.example"), Ground.PART);
        asked(1, DEVICE, Optional.of("hair.example"), Ground.BY_HAND);
        asked(2, DEVICE, Optional.of("hair.example"), Ground.PART);
        assertThat(folds()).containsExactly(2, 1);
    }

    @Test
    void otherDevicesOtherPagesAndLaterOnesAreToldApart() {
        asked(0, DEVICE, Optional.of("hair.example"), Ground.PART);
        asked(11, DEVICE, Optional.of("hair.example"), Ground.PART);
        asked(12, "10.20.0.8", Optional.of("hair.example"), Ground.PART);
        asked(13, DEVICE, Optional.of("news.example"), Ground.PART);
        asked(14, DEVICE, Optional.empty(), Ground.NAME_ONLY);
        asked(15, DEVICE, Optional.empty(), Ground.NAME_ONLY);
        assertThat(folds()).containsExactly(1, 1, 1, 1, 1, 1);
    }

    private void asked(int second, String device, Optional<String> referer, Ground ground) {
        RecordedAccess like = RecordedAccesses.full(1);
        Signals signals = new Signals(Signals.Mode.INSPECTED, "GET", Optional.empty(), Optional.empty(),
                Optional.empty(), false, Optional.empty(), referer, Optional.empty(), Optional.empty());
        all.add(new RecordedAccess(second, like.trace(), like.at().plusSeconds(second), like.day(), like.group(),
                like.groupTitle(), IpAddress.parse(device).orElseThrow(), like.certainty(), like.verdict(), like.rule(),
                like.ruleTitle(), like.clause(), like.target(), like.seal(), like.host(), like.categories(),
                like.listings(), signals, Circumstances.NONE, ground, like.snapshot(), like.fault()));
    }

    /// How many each has.
    private List<Integer> folds() {
        Collections.reverse(all);
        return Fold.all(all).stream().map(fold -> 1 + fold.others().size()).toList();
    }
}
