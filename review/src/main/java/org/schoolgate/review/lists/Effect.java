package org.schoolgate.review.lists;

import java.time.LocalDate;
import java.util.List;

/// What a change would have touched, had it been in force for the last week: what was asked for and open that would have been
/// closed, and the other way round. Counts alone; whoever shows them shows no number of people below five.
///
/// @param closes what it would have closed
/// @param opens what it would have opened
/// @param sites how many different sites it is about
/// @param left requests of the week for sites that were not told apart, of which nothing is known
/// @param byTwo whether it would be proposed, as nobody makes it alone
public record Effect(Touched closes, Touched opens, int sites, long left, boolean byTwo) {

    /// What would have been answered otherwise.
    ///
    /// @param requests all of them
    /// @param people about how many different people and devices asked; at least so many where the gateway was started again meanwhile
    /// @param byDay requests on each day of the week, the oldest first; with 0 where there were none
    /// @param byGroup requests of each group, the most first
    /// @param bySite requests of the sites that most was asked of, the most first: of those alone for which five people or more asked, and
    ///               none that a licensed list names
    public record Touched(long requests, int people, List<OnDay> byDay, List<OfGroup> byGroup, List<OfSite> bySite) {

        public Touched {
            byDay = List.copyOf(byDay);
            byGroup = List.copyOf(byGroup);
            bySite = List.copyOf(bySite);
        }
    }

    /// Requests on one day.
    public record OnDay(LocalDate date, long requests) {}

    /// Requests of one group.
    ///
    /// @param group its name
    public record OfGroup(String group, long requests) {}

    /// Requests of one site.
    ///
    /// @param host its name or address
    public record OfSite(String host, long requests) {}

    /// Whether nothing of the week would have been answered otherwise.
    public boolean isNone() {
        return closes.requests() == 0 && opens.requests() == 0;
    }
}
