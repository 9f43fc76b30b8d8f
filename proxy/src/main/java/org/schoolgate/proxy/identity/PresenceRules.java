package org.schoolgate.proxy.identity;

import java.time.Duration;
import java.util.List;
import org.schoolgate.filters.request.AddressRange;

/// When a presence may still be believed.
///
/// @param staleAfter how long after it was last heard of; after that it says nothing
/// @param handover how close upon each other two people on one address may follow before nobody can tell who asked
/// @param shared addresses behind which there are always several: nobody is ever named for them
public record PresenceRules(Duration staleAfter, Duration handover, List<AddressRange> shared) {

    /// What is right where nothing is said: half an hour, which is two reports of an access point and a little, and a minute.
    public static final PresenceRules STANDARD = new PresenceRules(Duration.ofMinutes(30), Duration.ofMinutes(1),
            List.of());

    public PresenceRules {
        shared = List.copyOf(shared);
        if (staleAfter.isNegative() || handover.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards");
        }
    }
}
