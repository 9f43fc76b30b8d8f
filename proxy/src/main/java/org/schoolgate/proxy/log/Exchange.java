package org.schoolgate.proxy.log;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// One ended exchange or tunnel.
///
/// @param at when its request began
/// @param took from then to the last byte
/// @param trace the request's trace
/// @param client who asked
/// @param method the HTTP method; `CONNECT` for a tunnel
/// @param target what was asked for; empty where it could not be read
/// @param decision the answer of the policy; empty where it was never asked
/// @param status the HTTP status sent to the client; 0 where none was
/// @param bytesIn bytes from the client, heads included
/// @param bytesOut bytes to the client, heads included
/// @param upstream the address that was connected to; empty where none was
/// @param contentType the answer's `Content-Type` as the site sent it
/// @param fault the error type of RFC 9209, where there was a fault
/// @param complete whether the client got the whole answer
/// @param link where it came inside an encrypted connection that was looked into, or was that connection
public record Exchange(
        Instant at,
        Duration took,
        TraceId trace,
        Client client,
        String method,
        Optional<Target> target,
        Optional<Decision> decision,
        int status,
        long bytesIn,
        long bytesOut,
        Optional<IpAddress> upstream,
        Optional<String> contentType,
        Optional<String> fault,
        boolean complete,
        Optional<Link> link) {

    /// An exchange that was in no connection that was looked into.
    public Exchange(Instant at, Duration took, TraceId trace, Client client, String method, Optional<Target> target,
            Optional<Decision> decision, int status, long bytesIn, long bytesOut, Optional<IpAddress> upstream,
            Optional<String> contentType, Optional<String> fault, boolean complete) {
        this(at, took, trace, client, method, target, decision, status, bytesIn, bytesOut, upstream, contentType, fault,
                complete, Optional.empty());
    }

    /// What is said of a connection that a device ended because it did not take the gateway's certificate.
    public static final String LEAF_REFUSED = "device_refused_certificate";

    /// Whether the device did not take the gateway's certificate.
    public boolean isLeafRefused() {
        return fault.filter(LEAF_REFUSED::equals).isPresent();
    }

    /// Whether no log may hold what was asked for.
    boolean isSealed() {
        return decision.isPresent() && decision.get().addressSealed();
    }
}
