package org.schoolgate.review.store;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.filters.request.Target;

/// An address and a category that lists had put it in when that decided about a record.
///
/// @param name made of the two
/// @param asked the address as it is asked for to find out whether it still is in there: `host:443` or a page
/// @param category the category's slug
/// @param gone whether lists no longer put it there
public record Sorting(String name, String asked, String category, boolean gone) {

    private static final int DIGITS = 32;

    /// Those that a record rests on; none where its address is sealed or cannot be asked for again.
    static Set<Sorting> of(RecordedAccess access) {
        Set<Sorting> all = new LinkedHashSet<>();
        Optional<Target> target = access.asked();
        if (target.isPresent() && !access.basis().map(RecordedBasis::queryCounted).orElse(false)) {
            String host = target.get().host().text();
            boolean byName = access.listings().stream().allMatch(listing -> holds(listing.entry().orElse(""), host));
            String asked = byName ? new Target.Site(target.get().host(), 443).text() : target.get().text();
            access.listings().forEach(listing -> all.add(new Sorting(
                    KeptText.of(asked + " " + listing.category()).sha256().substring(0, DIGITS), asked,
                    listing.category(),
                    false)));
        }
        return all;
    }

    private static boolean holds(String entry, String host) {
        return entry.equals(host) || entry.equals("=" + host) || host.endsWith("." + entry);
    }
}
