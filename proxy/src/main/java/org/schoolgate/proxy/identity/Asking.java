package org.schoolgate.proxy.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.IpAddress;

/// What a request and its connection carry of who sends it.
///
/// @param address the client's
/// @param peer the machine at the other end of the connection itself, whomever it speaks for
/// @param explicit whether the client asked for the gateway; only then does it take a question for a password for one of the
/// gateway's
/// @param handedOn whether the request says that another proxy has handed it on, whose connection may carry others' requests, too
/// @param authorization what stands in `Proxy-Authorization`; null where nothing does
/// @param shown what the connection has shown before
/// @param named what stands in the header of [Identification#header], each time that it is there
public record Asking(IpAddress address, IpAddress peer, boolean explicit, boolean handedOn,
        @Nullable String authorization, Shown shown, List<String> named) {

    public Asking {
        named = List.copyOf(named);
    }

    /// Leaves out all that it holds, so that no stray log line has it.
    @Override
    public String toString() {
        return "Asking[…]";
    }
}
