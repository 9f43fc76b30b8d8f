package org.schoolgate.proxy.use;

import org.schoolgate.filters.evidence.Circumstances;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// A question that waits for an answer: who was asked, and about which page. It opens nothing by itself.
///
/// @param whose whom it was put to
/// @param address from where
/// @param page what was asked for; there the browser goes back
/// @param signals what the browser said when it asked for it
/// @param circumstances what was seen around that
public record Ticket(Object whose, IpAddress address, Target.Page page, Signals signals, Circumstances circumstances) {

    /// Whether it was put to this client, and nobody else.
    boolean isFor(Client client) {
        return whose.equals(Whose.of(client)) && address.equals(client.address());
    }

    /// Whether a page is on the very site that it is about, as browsers see sites.
    public boolean isAt(Target.Page other) {
        return page.scheme() == other.scheme() && page.host().equals(other.host()) && page.port() == other.port();
    }

    /// Leaves all of it out, so that no stray log line holds an address.
    @Override
    public String toString() {
        return "Ticket[…]";
    }
}
