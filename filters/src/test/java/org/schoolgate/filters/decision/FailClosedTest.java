package org.schoolgate.filters.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

class FailClosedTest {

    private static final Request REQUEST = new Request(new TraceId(42), Client.at(new IpAddress(0, 1)),
            Target.Site.parse("chess.example:443").orElseThrow(), Instant.parse("2026-11-24T10:00:00Z"));

    private final List<RuntimeException> reported = new ArrayList<>();

    @Test
    void anAnswerPassesUntouched() {
        Decision open = new Decision(Verdict.ALLOW, new Reason.Unmentioned(Group.STRANGERS), CategorySet.NONE,
                List.of(),
                Group.STRANGERS, false, false, Instant.MAX, "1");
        assertThat(guarded(request -> open).decide(REQUEST)).isSameAs(open);
        assertThat(reported).isEmpty();
    }

    @Test
    void aFaultIsABlockThatIsRecordedSealedAndNeverRemembered() {
        IllegalStateException bug = new IllegalStateException("chess.example is odd");
        Decision decision = guarded(request -> {
            throw bug;
        }).decide(REQUEST);

        assertThat(decision.verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(decision.reason()).isEqualTo(new Reason.Undecided("F1"));
        assertThat(decision.reason().rule()).isEqualTo("fault");
        assertThat(decision.reason().sentence()).isEqualTo("the filter could not decide (fault F1)");
        assertThat(decision.reason().clause()).isEmpty();
        assertThat(decision.recorded()).isTrue();
        assertThat(decision.addressSealed()).isTrue();
        assertThat(decision.holdsUntil()).isEqualTo(REQUEST.at());
        assertThat(decision.listings()).isEmpty();
        assertThat(reported).containsExactly(bug);
    }

    @Test
    void aBugThatIsAnErrorBlocksToo() {
        List<Error> bugs = List.of(new StackOverflowError(), new NoClassDefFoundError("x"),
                new ExceptionInInitializerError("x"), new AssertionError("x"));
        for (Error bug : bugs) {
            Decision decision = guarded(request -> {
                throw bug;
            }).decide(REQUEST);
            assertThat(decision.verdict()).isEqualTo(Verdict.BLOCK);
            assertThat(reported.getLast()).hasCause(bug);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // the very bug that is tested
    void noAnswerIsABlock() {
        assertThat(guarded(request -> null).decide(REQUEST).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(reported).hasSize(1);
    }

    @Test
    void aReportThatFailsDoesNotOpenTheGate() {
        Decider gate = new FailClosed(request -> {
            throw new IllegalStateException("first");
        }, fault -> {
            throw new IllegalStateException("second");
        });
        assertThat(gate.decide(REQUEST).verdict()).isEqualTo(Verdict.BLOCK);
        assertThat(gate.decide(REQUEST).reason()).isEqualTo(new Reason.Undecided("unreported"));
    }

    private Decider guarded(Decider inner) {
        return new FailClosed(inner, fault -> {
            reported.add(fault);
            return "F" + reported.size();
        });
    }
}
