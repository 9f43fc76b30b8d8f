package org.schoolgate.review.store;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Ground;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Certainty;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.TraceId;

/// Records for tests: one written out in full, and as many as wanted from a seed.
public final class RecordedAccesses {

    public static final CategoryName NETWORKS = new CategoryName("social-networks", "Social media: networks",
            "Social media");
    public static final CategoryName VIDEO = new CategoryName("video", "Social media: video", "Social media");
    public static final CategoryName ADULT = new CategoryName("adult", "Pornography and adult material", "Adult");
    private static final List<Verdict> VERDICTS = List.of(Verdict.ALLOW, Verdict.FLAG, Verdict.COACH, Verdict.BLOCK);
    private static final List<Ground> GROUNDS = List.of(Ground.FOLLOWS, Ground.BY_HAND, Ground.BURST, Ground.PART,
            Ground.PROGRAM, Ground.NAME_ONLY);
    private static final Instant START = Instant.parse("2026-11-16T08:00:00Z");

    private RecordedAccesses() {}

    /// One with every field filled.
    public static RecordedAccess full(long number) {
        Signals signals = new Signals(Signals.Mode.PLAIN, "GET", Optional.of("none"), Optional.of("navigate"),
                Optional.of("document"), true, Optional.of("prefetch"), Optional.of("start.example"),
                Optional.of("text/html"), Optional.of("Browser/1.0 \"quoted\" \u0001 ünï 🎒"));
        return new RecordedAccess(number, new TraceId(0xfedcba9876543210L), START, LocalDate.parse("2026-11-16"),
                "pupils", "Pupils", IpAddress.parse("10.20.0.7").orElseThrow(), Certainty.FROM_NETWORK, Verdict.BLOCK,
                "social-media-for-pupils", "Social media is closed for pupils",
                Optional.of(new Clause("Pupils are not to use social media.", "The policy, page 4")),
                Optional.of("http://www.network.example/a?b=c"), Optional.empty(), Optional.of("www.network.example"),
                List.of(NETWORKS, VIDEO),
                List.of(new RecordedListing(Optional.of("network.example"), "social-networks", "starter/social", "1",
                        17)),
                signals,
                new Circumstances(true, 7, Optional.of(Duration.ofMillis(340)), Optional.of(Duration.ofMinutes(4))),
                Ground.FETCHED_AHEAD, "policy-1+lists-2", false);
    }

    /// The same, with what it was made from.
    ///
    /// @param policy the name of its policy's text
    /// @param lists that of its lists'
    public static RecordedAccess replayable(long number, String policy, String lists) {
        RecordedAccess full = full(number);
        return new RecordedAccess(number, full.trace(), full.at(), full.day(), full.group(), full.groupTitle(),
                full.client(), full.certainty(), full.verdict(), full.rule(), full.ruleTitle(), full.clause(),
                full.target(), full.seal(), full.host(), full.categories(), full.listings(), full.signals(),
                full.circumstances(), full.ground(), full.snapshot(), full.fault(),
                Optional.of(new RecordedBasis(policy, lists, List.of(full.listings().getFirst(),
                        new RecordedListing(Optional.of("example"), "video", "ut1/video", "2", 4)), false, true)));
    }

    /// That the wireless network knew who asked, since some minutes.
    public static Identity known(String account) {
        return new Identity.Known(new Person(account), Set.of(), Identity.Source.RADIUS, START.minusSeconds(840));
    }

    /// One whose address is sealed.
    public static RecordedAccess sealed(long number) {
        return new RecordedAccess(number, new TraceId(7), START, LocalDate.parse("2026-11-16"), "strangers",
                "Not known",
                IpAddress.parse("fd00::7").orElseThrow(), Certainty.NOT_KNOWN, Verdict.BLOCK, "fault",
                "the filter could not decide (fault 1)", Optional.empty(), Optional.empty(),
                Optional.of("ab".repeat(32)), Optional.empty(), List.of(),
                List.of(new RecordedListing(Optional.empty(), "illegal", "police", "9", 0)),
                Signals.tunnel(Optional.empty()), Circumstances.NONE, Ground.NAME_ONLY, "none", true);
    }

    /// Many, oldest first: three days, three groups, all verdicts, none to three categories.
    public static List<RecordedAccess> many(int count, long seed) {
        Random random = new Random(seed);
        Numbers numbers = new Numbers();
        List<RecordedAccess> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant at = START.plusMillis(3L * 24 * 3_600_000 * i / count);
            List<CategoryName> categories = new ArrayList<>(List.of(NETWORKS, VIDEO, ADULT));
            categories.removeIf(category -> random.nextInt(3) == 0);
            String group = List.of("pupils", "staff", "visitors").get(random.nextInt(3));
            String host = "site" + random.nextInt(40) + ".example";
            out.add(new RecordedAccess(numbers.next(at), new TraceId(random.nextLong()), at,
                    at.atZone(ZoneOffset.UTC).toLocalDate(), group, "The " + group,
                    IpAddress.ofV4(0x0a140000 | random.nextInt(200)), Certainty.NOT_KNOWN,
                    VERDICTS.get(random.nextInt(VERDICTS.size())), "rule-" + random.nextInt(5), "It is closed",
                    Optional.empty(),
                    Optional.of(host + ":443"), Optional.empty(), Optional.of(host), categories, List.of(),
                    Signals.tunnel(Optional.empty()), Circumstances.NONE, GROUNDS.get(random.nextInt(GROUNDS.size())),
                    "p+l", false));
        }
        return out;
    }
}
