package org.schoolgate.review.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.SystemStatus;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.web.view.Assurance;

/// Says why an empty page can be believed, and what it cannot tell.
final class Reassurance {

    private Reassurance() {}

    static Assurance of(SystemStatus status, ScopedAccesses accesses, Times times) {
        List<String> facts = new ArrayList<>();
        if (status.isRecording()) {
            facts.add("The gateway is recording. It was started " + times.near(status.started()) + ".");
        }
        facts.add(accesses.page(AccessFilter.ALL, Optional.empty(), 1).accesses().stream().findFirst()
                .map(last -> "The records can be read. The last one was made " + times.near(last.at()) + ".")
                .orElse("The records can be read. None has been made yet."));
        facts.add(Wording.sentence(Wording.count(status.rules().size()))
                + (status.rules().size() == 1 ? " rule is" : " rules are") + " in force.");
        List<String> gaps = new ArrayList<>(List.of("Personal telephones on mobile data, and anything at home.",
                "What was read, said or sent inside a page.",
                "Devices that do not send their traffic through the gateway."));
        if (!status.isRecording()) {
            gaps.addFirst("What is asked for now: " + Wording.inside(SystemStatus.NOT_RECORDING));
        }
        long empty = status.slots().stream().filter(slot -> !slot.filled()).count();
        if (empty > 0) {
            gaps.add(Wording.sentence(Wording.count(empty)) + (empty == 1 ? " licensed list is" : " licensed lists are")
                    + " not in place.");
        }
        return new Assurance(facts, gaps);
    }
}
