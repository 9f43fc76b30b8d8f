package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Scheme;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.UrlPath;
import org.schoolgate.proxy.listen.Arrival;
import org.schoolgate.proxy.page.Fault;

/// Reads what a request asks for, or says why it is refused. What it accepts has one meaning for every reader.
///
/// @param connectPorts ports that a `CONNECT` may name
/// @param via this process's own name in `Via`
/// @param own where the gateway itself is a site
record RequestCheck(Set<Integer> connectPorts, String via, OwnPlace own) {

    private static final Set<String> NEVER_PER_HOP = Set.of("host", "content-length", "transfer-encoding", "via",
            "content-type", "authorization", "cookie");

    /// What came out.
    sealed interface Checked {

        /// A request with one meaning.
        record Accepted(Target target, boolean hasBody, boolean webSocket) implements Checked {}

        /// A request to the gateway's own site.
        record Own(Target.Page page, boolean hasBody) implements Checked {}

        /// A `CONNECT` to the gateway's own site.
        record OwnTunnel(Target.Site site) implements Checked {}

        /// A request that goes no further; `target` is there where it could be read.
        record Refused(Fault fault, Optional<Target> target) implements Checked {}
    }

    /// @param arrival how the request's connection came
    /// @param inside whom the client speaks to through encryption that the gateway ends; null where it speaks to the proxy
    Checked check(HttpRequest request, Arrival arrival, @Nullable Inside inside) {
        HttpHeaders headers = request.headers();
        if (request.decoderResult().isFailure() || !isVersion(request.protocolVersion())) {
            return refuse(Fault.REQUEST_BAD);
        }
        if (!isHostSane(request) || !isFramingSane(request) || !isConnectionSane(headers) || !isExpectSane(headers)) {
            return refuse(Fault.REQUEST_BAD);
        }
        if (request.method().equals(HttpMethod.TRACE) || request.method().name().equalsIgnoreCase("TRACK")) {
            return refuse(Fault.METHOD_REFUSED);
        }
        if (arrival instanceof Arrival.Intercepted && request.method().equals(HttpMethod.CONNECT)) {
            return refuse(Fault.METHOD_REFUSED);
        }
        Optional<Target> target = target(request, arrival, inside);
        if (target.isEmpty()) {
            return refuse(Fault.REQUEST_BAD);
        }
        if (inside != null && !(target.get() instanceof Target.Page page && inside.holds(page))) {
            return new Checked.Refused(Fault.MISDIRECTED, target);
        }
        if (headers.getAll(HttpHeaderNames.VIA).stream().anyMatch(value -> value.contains(via))) {
            return new Checked.Refused(Fault.LOOP, target);
        }
        if (inside == null ? own.isAskedFor(target.get()) : own.isEncryptedAt(target.get().host())) {
            return own(target.get(), hasBody(headers));
        }
        if (target.get() instanceof Target.Site(var host, int port) && !connectPorts.contains(port)) {
            return new Checked.Refused(
                    HiddenLookUp.isPort(port) ? Fault.HIDDEN_LOOK_UP : Fault.REQUEST_DENIED_PORT, target);
        }
        return new Checked.Accepted(target.get(), hasBody(headers), isWebSocket(request));
    }

    private Checked own(Target target, boolean hasBody) {
        return switch (target) {
            case Target.Page page -> new Checked.Own(page, hasBody);
            case Target.Site site when own.isEncryptedAt(site.host()) && connectPorts.contains(site.port()) ->
                new Checked.OwnTunnel(site);
            case Target.Site site -> new Checked.Refused(Fault.METHOD_REFUSED, Optional.of(site));
        };
    }

    private static Checked refuse(Fault fault) {
        return new Checked.Refused(fault, Optional.empty());
    }

    private static boolean isVersion(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    /// What a request asks for; empty where that cannot be told.
    Optional<Target> target(HttpRequest request, Arrival arrival, @Nullable Inside inside) {
        if (inside != null) {
            return insidePage(request).map(Target.class::cast);
        }
        return arrival instanceof Arrival.Intercepted way ? intercepted(request, way) : explicit(request);
    }

    /// Whoever sends a path alone takes the gateway for a site, and that it is for its own names only.
    private Optional<Target> explicit(HttpRequest request) {
        String uri = request.uri();
        if (uri.startsWith("/")) {
            return pathAt(Scheme.HTTP, request).filter(own::isAskedFor).map(Target.class::cast);
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return Target.Site.parse(uri).map(Target.class::cast);
        }
        return Target.Page.parse(uri).filter(page -> page.scheme() == Scheme.HTTP).map(Target.class::cast);
    }

    /// Inside there is no proxy: a path, and the host in `Host`, or a whole address, which wins (RFC 9112, 3.2.2).
    private static Optional<Target.Page> insidePage(HttpRequest request) {
        String uri = request.uri();
        if (request.method().equals(HttpMethod.CONNECT)) {
            return Optional.empty();
        }
        if (!uri.startsWith("/")) {
            return Target.Page.parse(uri).filter(page -> page.scheme() == Scheme.HTTPS);
        }
        return pathAt(Scheme.HTTPS, request);
    }

    /// What a path means together with the `Host`.
    private static Optional<Target.Page> pathAt(Scheme scheme, HttpRequest request) {
        return Optional.ofNullable(request.headers().get(HttpHeaderNames.HOST)).flatMap(
                host -> UrlPath.parse(request.uri()).flatMap(path -> Target.Page.of(scheme, host, path)));
    }

    /// What a client asks for that takes the gateway for the site itself: a path of the `Host`, or a whole URL. Without a
    /// `Host` it is the address that is asked. The port is the one that it connected to, and no other.
    private Optional<Target> intercepted(HttpRequest request, Arrival.Intercepted way) {
        String uri = request.uri();
        if (!uri.startsWith("/")) {
            return explicit(request).filter(target -> target.port() == way.port());
        }
        String host = request.headers().get(HttpHeaderNames.HOST);
        return UrlPath.parse(uri)
                .flatMap(path -> host == null
                        ? Optional.of(new Target.Page(Scheme.HTTP, way.address(), way.port(), path))
                        : Target.Page.of(Scheme.HTTP, host, path))
                .filter(page -> page.port() == way.port()).map(Target.class::cast);
    }

    /// Exactly one `Host` that names a host; HTTP/1.0 may leave it out.
    private static boolean isHostSane(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0);
        }
        return hosts.size() == 1 && hosts.getFirst().indexOf('@') < 0
                && Target.Page.of(Scheme.HTTP, hosts.getFirst(), UrlPath.ROOT).isPresent();
    }

    /// One way to tell where the body ends: one plain `Content-Length`, or `Transfer-Encoding: chunked`, or no body.
    private static boolean isFramingSane(HttpRequest request) {
        List<String> lengths = request.headers().getAll(HttpHeaderNames.CONTENT_LENGTH);
        List<String> codings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (request.method().equals(HttpMethod.CONNECT)) {
            return codings.isEmpty() && (lengths.isEmpty() || lengths.equals(List.of("0")));
        }
        if (!codings.isEmpty()) {
            return lengths.isEmpty() && codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked")
                    && request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        }
        return lengths.isEmpty() || lengths.size() == 1 && lengths.getFirst().matches("[0-9]{1,18}");
    }

    private static boolean isConnectionSane(HttpHeaders headers) {
        return Hygiene.connectionTokens(headers).stream().noneMatch(NEVER_PER_HOP::contains);
    }

    private static boolean isExpectSane(HttpHeaders headers) {
        List<String> expected = headers.getAll(HttpHeaderNames.EXPECT);
        return expected.isEmpty() || expected.size() == 1 && expected.getFirst().equalsIgnoreCase("100-continue");
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                        && !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").matches("0+");
    }

    private static boolean isWebSocket(HttpRequest request) {
        List<String> upgrades = request.headers().getAll(HttpHeaderNames.UPGRADE);
        return request.method().equals(HttpMethod.GET) && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && upgrades.size() == 1 && upgrades.getFirst().equalsIgnoreCase("websocket")
                && Hygiene.connectionTokens(request.headers()).contains("upgrade") && !hasBody(request.headers());
    }
}
