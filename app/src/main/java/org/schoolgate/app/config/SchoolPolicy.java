package org.schoolgate.app.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.policy.Announcement;
import org.schoolgate.filters.policy.Summary;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.filters.request.Group;

/// What the school has decided, from `policy.yaml`.
///
/// @param school the school, as pages speak of it
/// @param categories the built-in categories and the school's own
/// @param policies every group's policy, and the timetables
/// @param modes what is done to what opens, for every group that has a policy
/// @param watches of what the school wants to hear at once
/// @param summaries of what it wants to hear at set times
/// @param announcements which reports are announced by mail, and to whom
/// @param notice what everybody is shown once before their use is monitored
/// @param pupils the names of the groups that are pupils
/// @param endings when rules go out of force, and what is then to be said of them
/// @param version names the files as they were read: 12 hexadecimal digits of their SHA-256
/// @param text `policy.yaml` as it was read, to the byte, and after it the days that its calendar said, if it names one
public record SchoolPolicy(
        School school,
        Categories categories,
        Policies policies,
        Map<Group, Modes> modes,
        List<Watch> watches,
        List<Summary> summaries,
        List<Announcement> announcements,
        Optional<MonitoringNotice> notice,
        Set<String> pupils,
        List<Ending> endings,
        String version,
        KeptText text) {

    public SchoolPolicy {
        modes = Map.copyOf(modes);
        watches = List.copyOf(watches);
        summaries = List.copyOf(summaries);
        announcements = List.copyOf(announcements);
        pupils = Set.copyOf(pupils);
        endings = List.copyOf(endings);
    }
}
