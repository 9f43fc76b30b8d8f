package org.schoolgate.proxy.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// Finds the ways from a site's certificate to a root, by names alone: nothing is verified here.
///
/// Sites send certificates in any order, and some that lead nowhere. At most eight ways are looked at, the shortest first,
/// so that certificates which all vouch for each other cost no more than honest ones.
final class Paths {

    private static final int MOST = 8;
    private static final int LONGEST = 8;

    /// Steps of the search; certificates of one name make more ways than anybody can walk.
    private static final int STEPS = 200;

    private final Map<X500Principal, List<Root>> roots = new HashMap<>();

    Paths(List<Root> all) {
        for (Root root : all) {
            roots.computeIfAbsent(root.certificate().getSubjectX500Principal(), name -> new ArrayList<>()).add(root);
        }
    }

    /// One way.
    ///
    /// @param certificates the site's own first, the root last
    record Path(List<X509Certificate> certificates, Root root) {}

    /// All ways that were found; empty where none leads to a root.
    List<Path> of(List<X509Certificate> shown) {
        Search search = new Search(shown);
        search.from(new ArrayList<>(List.of(shown.getFirst())));
        search.found.sort((a, b) -> Integer.compare(a.certificates().size(), b.certificates().size()));
        return search.found;
    }

    private final class Search {

        private final List<X509Certificate> shown;
        private final List<Path> found = new ArrayList<>();
        private int steps;

        Search(List<X509Certificate> shown) {
            this.shown = shown;
        }

        void from(List<X509Certificate> way) {
            if (++steps > STEPS || found.size() >= MOST || way.size() > LONGEST) {
                return;
            }
            X509Certificate last = way.getLast();
            for (Root root : roots.getOrDefault(last.getIssuerX500Principal(), List.of())) {
                List<X509Certificate> whole = new ArrayList<>(way);
                if (!root.certificate().equals(last)) {
                    whole.add(root.certificate());
                }
                if (found.size() < MOST) {
                    found.add(new Path(List.copyOf(whole), root));
                }
            }
            for (X509Certificate next : shown) {
                if (next.getSubjectX500Principal().equals(last.getIssuerX500Principal()) && !way.contains(next)) {
                    way.add(next);
                    from(way);
                    way.removeLast();
                }
            }
        }
    }
}
