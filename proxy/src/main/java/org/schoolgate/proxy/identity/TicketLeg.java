package org.schoolgate.proxy.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.AddressRange;

/// What is needed to know people by their tickets, put together.
record TicketLeg(TicketSource source, Tickets keys, Enquiries enquiries) {

    private static final int AT_ONCE = 2;
    private static final int WAITING = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// @param sharing machines whose connections carry several people's requests
    /// @param memberships what the directory counts people to; null where there is no directory
    static TicketLeg open(Prompt prompt, TicketSettings settings, List<AddressRange> sharing,
            @Nullable Memberships memberships, InstantSource clock, LongSupplier nanos) {
        Tickets keys = new Tickets(settings);
        Enquiries enquiries = new Enquiries("ticket-", AT_ONCE, WAITING, PATIENCE);
        return new TicketLeg(new TicketSource(prompt, keys, settings.realms(), sharing, enquiries, memberships, clock,
                nanos), keys, enquiries);
    }
}
