package org.schoolgate.proxy.identity.presence;

import java.time.Duration;
import java.util.List;
import org.schoolgate.filters.request.AddressRange;

/// When a presence may still be believed.
///
/// @param staleAfter how long after the network last spoke of it; after that it says nothing
/// @param idle how long after the device last asked for anything, where somebody has signed in on the page
/// @param longest how long after that sign-in, whatever the device asks for
/// @param handover how close upon each other two people on one address may follow before nobody can tell who asked
/// @param shared addresses behind which there are always several: nobody is ever named for them
public record PresenceRules(Duration staleAfter, Duration idle, Duration longest, Duration handover,
        List<AddressRange> shared) {

    /// What is right where nothing is said: half an hour of silence of the network, a quarter of the device, a day at school, and
    /// a minute.
    public static final PresenceRules STANDARD = new PresenceRules(Duration.ofMinutes(30), Duration.ofMinutes(15),
            Duration.ofHours(9), Duration.ofMinutes(1), List.of());

    public PresenceRules {
        shared = List.copyOf(shared);
    }

    /// The same with other addresses that are shared.
    public PresenceRules shared(List<AddressRange> ranges) {
        return new PresenceRules(staleAfter, idle, longest, handover, ranges);
    }

    /// The same in milliseconds, for those who must make no garbage.
    Limits limits() {
        return new Limits(staleAfter.toMillis(), idle.toMillis(), longest.toMillis(), handover.toMillis());
    }

    /// Times in milliseconds.
    record Limits(long staleAfter, long idle, long longest, long handover) {}
}
