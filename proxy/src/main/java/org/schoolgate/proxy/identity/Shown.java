package org.schoolgate.proxy.identity;

import org.jspecify.annotations.Nullable;

/// What one client's connection has shown of who is at its other end. It holds for that connection alone, and never for another,
/// whoever is at its end; it goes when the connection goes. Any thread may set it; the connection's loop reads it.
public final class Shown {

    /// The ticket that was shown last and was good; null where none was.
    volatile TicketSource.@Nullable Holder holder;
}
