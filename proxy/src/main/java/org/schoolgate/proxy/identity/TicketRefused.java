package org.schoolgate.proxy.identity;

import org.jspecify.annotations.Nullable;

/// A token names nobody. Its message and its cause may name people and are never written down.
final class TicketRefused extends Exception {

    private static final long serialVersionUID = 1;

    private final TicketFault fault;

    TicketRefused(TicketFault fault, @Nullable Throwable cause) {
        super(fault.name(), cause, false, false);
        this.fault = fault;
    }

    TicketFault fault() {
        return fault;
    }
}
