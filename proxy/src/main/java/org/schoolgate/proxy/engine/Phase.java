package org.schoolgate.proxy.engine;

import io.netty.handler.codec.http.HttpContent;

/// Where a client's connection stands, and where it may go from there. An exchange goes from `IDLE` through `JUDGING`,
/// `CONNECTING` and `FORWARDING` back to `IDLE`; where somebody has to be asked who sends it, it waits in `IDENTIFYING` first. A tunnel leaves that ring and never comes back; one that is looked into
/// comes back through `SECURING`. An intercepted connection begins with `GREETING`, and shows its name before it is judged.
enum Phase {
    /// Between exchanges.
    IDLE,
    /// A request is decided, recorded, or its name resolved.
    JUDGING,
    /// Somebody is asked who sends the request.
    IDENTIFYING,
    /// What was typed into a form of the gateway's own site comes in, or is looked at.
    OWN,
    /// LittleProxy connects to the site.
    CONNECTING,
    /// Request and response pass.
    FORWARDING,
    /// The body of an answer to the gateway's own question is read, and the answer recorded.
    ANSWERING,
    /// The answer is out; the rest of the request is read and dropped.
    DISCARDING,
    /// The client's ClientHello is awaited: the tunnel is granted, or the connection was intercepted.
    GREETING,
    /// The name in the ClientHello is judged.
    NAMING,
    /// LittleProxy makes way for bytes that are not HTTP: a WebSocket's, or a tunnel's.
    SWITCHING,
    /// The client is given TLS under the school's own certificate.
    SECURING,
    /// Bytes pass both ways.
    TUNNEL,
    /// Nothing passes any more.
    CLOSING;

    /// Whether `next` may follow. Every phase may end in `CLOSING`, and nothing follows that.
    boolean mayBecome(Phase next) {
        return next == CLOSING || switch (this) {
            case IDLE -> next == JUDGING || next == GREETING;
            case JUDGING -> next == CONNECTING || next == IDLE || next == DISCARDING || next == GREETING
                    || next == ANSWERING || next == IDENTIFYING || next == OWN;
            case IDENTIFYING -> next == JUDGING;
            case OWN -> next == IDLE || next == DISCARDING;
            // To itself and back from FORWARDING: a kept connection turned out to be gone, and another is tried.
            case CONNECTING -> next == FORWARDING || next == GREETING || next == CONNECTING || next == SWITCHING
                    || next == SECURING;
            case FORWARDING -> next == IDLE || next == SWITCHING || next == CONNECTING;
            case ANSWERING -> next == IDLE || next == DISCARDING;
            case DISCARDING -> next == IDLE;
            case GREETING -> next == NAMING;
            case NAMING -> next == SWITCHING || next == CONNECTING || next == SECURING;
            case SWITCHING -> next == TUNNEL;
            case SECURING -> next == IDLE;
            case TUNNEL, CLOSING -> false;
        };
    }

    /// Whether a decision is awaited.
    boolean isJudged() {
        return this == JUDGING || this == NAMING || this == ANSWERING;
    }

    /// Whether what the client's decoder made can be taken now; otherwise it waits.
    boolean takes(Object msg) {
        return msg instanceof HttpContent
                ? this == FORWARDING || this == DISCARDING || this == ANSWERING || this == OWN
                : this == IDLE;
    }
}
