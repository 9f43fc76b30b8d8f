package org.schoolgate.review;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Timetable;
import org.schoolgate.filters.policy.Timetables;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.lists.ListKeeping;
import org.schoolgate.review.register.Weighing;
import org.schoolgate.review.signin.SchoolProvider;
import org.schoolgate.review.store.StoreLocation;

/// What [Review] needs. The suppliers are asked again each time, so a new policy shows at once.
///
/// @param data the data folder; keys are in `keys/` below it
/// @param caseKey the file of the key of records
/// @param store where the store is
/// @param kept how long flagged accesses are kept
/// @param channels how messages leave
/// @param witnesses who gets a signed checkpoint by mail each day
/// @param watches what the school wants to hear of at once
/// @param summaries what the school wants to hear of at set times
/// @param announcements which reports are announced by mail, and to whom
/// @param listen where the site listens, and nowhere else; port 0 takes a free one
/// @param school the school as pages speak of it
/// @param pupils the names of the groups that are pupils
/// @param timetables the hours of the school, of groups and of people
/// @param categories the categories in force
/// @param system how the gateway is
/// @param today what policy and lists in force would answer
/// @param why how rules come to their answers
/// @param notice the school's notice on monitoring
/// @param weighing what the policy in force says of something that somebody wants to open
/// @param changes how the school's files have changed
/// @param edits changes what the lists say
/// @param lists who keeps the lists; empty where the site has no pages about them
/// @param clock the time
/// @param hostNames further names under which readers reach the site, without port; `localhost`, the address itself and
///         the school's `reviewSite` are always taken
/// @param secondFactorRequired whether those who may read flagged accesses must have a second factor
/// @param provider where the school's own accounts are, for signing in with them
public record ReviewSettings(
        Path data,
        Path caseKey,
        StoreLocation store,
        Period kept,
        Channels channels,
        List<String> witnesses,
        Supplier<List<Watch>> watches,
        Supplier<List<Summary>> summaries,
        Supplier<List<Announcement>> announcements,
        InetSocketAddress listen,
        Supplier<School> school,
        Supplier<Set<String>> pupils,
        Supplier<Timetables> timetables,
        Supplier<Categories> categories,
        Supplier<SystemStatus> system,
        Today today,
        Why why,
        Supplier<Optional<MonitoringNotice>> notice,
        Weighing weighing,
        Changes changes,
        ListEdits edits,
        Optional<ListKeeping> lists,
        InstantSource clock,
        Set<String> hostNames,
        boolean secondFactorRequired,
        Optional<SchoolProvider> provider) {

    public ReviewSettings {
        witnesses = List.copyOf(witnesses);
        hostNames = Set.copyOf(hostNames);
    }

    /// The school's hours.
    public Supplier<Timetable> timetable() {
        return () -> timetables.get().school();
    }
}
