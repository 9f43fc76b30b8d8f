package org.schoolgate.app.asked;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.log.Exchange;
import org.schoolgate.proxy.log.ExchangeLog;

/// Counts, and what is asked for so that there is something to count.
public record AskedSites(Asked asked) {

    public static final ZoneId LONDON = ZoneId.of("Europe/London");

    public static AskedSites in(Path data, InstantSource clock) {
        return new AskedSites(Asked.open(data, () -> LONDON, clock, 5, ExchangeLog.NONE));
    }

    /// A device asks for a site that no list knows.
    public void ask(String site, String group, int device, Instant at) {
        Group whose = new Group(group, group);
        Decision decision = new Decision(Verdict.ALLOW, new Reason.Unmentioned(whose), CategorySet.NONE, List.of(),
                whose,
                false, false, Instant.MAX, "test");
        asked.ended(new Exchange(at, Duration.ZERO, new TraceId(1), Client.at(IpAddress.ofV4(device)), "CONNECT",
                Target.Site.parse(site + ":443").map(Target.class::cast), Optional.of(decision), 200, 0, 0,
                Optional.empty(), Optional.empty(), Optional.empty(), true));
    }
}
