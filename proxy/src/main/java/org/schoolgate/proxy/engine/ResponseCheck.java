package org.schoolgate.proxy.engine;

import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.schoolgate.proxy.page.Fault;

/// Whether a site's response may go on: only where nobody on the way could mistake its end for another.
final class ResponseCheck {

    private ResponseCheck() {}

    /// What is wrong with a response's head, if anything is.
    ///
    /// @param awaitsUpgrade whether the client has asked for a WebSocket
    static Optional<Fault> check(HttpResponse response, boolean awaitsUpgrade) {
        int status = response.status().code();
        boolean right = isFramed(response) && status >= 100 && status <= 599
                && (status != 101 || awaitsUpgrade
                        && response.headers().get(HttpHeaderNames.UPGRADE, "").equalsIgnoreCase("websocket"));
        return right ? Optional.empty() : Optional.of(Fault.PROTOCOL_ERROR);
    }

    private static boolean isFramed(HttpResponse response) {
        HttpVersion version = response.protocolVersion();
        List<String> codings = response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return (version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0))
                && (codings.isEmpty() || codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked"))
                && response.headers().getAll(HttpHeaderNames.CONTENT_LENGTH).size() <= 1;
    }

    /// What a response is that the decoder could not read.
    static Fault unreadable(@Nullable Throwable cause) {
        return switch (cause) {
            case TooLongHttpHeaderException _ -> Fault.RESPONSE_HEADERS_TOO_LARGE;
            case PrematureChannelClosureException _ -> Fault.CONNECTION_TERMINATED;
            case null, default -> Fault.PROTOCOL_ERROR;
        };
    }
}
