package org.schoolgate.blocklists.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.build.Slot;
import org.schoolgate.blocklists.build.Guard;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.filters.request.AddressRange;

/// From where and how one list is fetched. [SourceText] reads and writes it.
///
/// @param name the list's
/// @param from where it lies; a source that is on has one
/// @param guard how far it may change at once
/// @param on whether it is fetched by itself
public record SourceSettings(String name, Optional<Where> from, Timing timing, Sorting sorting, Guard guard,
        Limits limits,
        Reach reach, Proof proof, Terms terms, boolean on) {

    /// When it is fetched.
    ///
    /// @param every from one time to the next
    /// @param jitterPercent up to how much of that later, by chance, so that not all schools come at once
    public record Timing(Duration every, int jitterPercent) {}

    /// What its sites are about: one category for all, or a mapping of the publisher's categories, or what the program knows.
    ///
    /// @param mapping a file as for `lists import --mapping`
    /// @param digests how its digests were made, where it is a list of such and does not say so itself
    public record Sorting(Optional<String> category, Optional<Path> mapping, Optional<Digesting> digests) {}

    /// What is refused without a look at it.
    ///
    /// @param bytes the most that is fetched
    /// @param time the longest that a fetch takes
    public record Limits(long bytes, Duration time) {}

    /// How it is reached.
    ///
    /// @param proxy the proxy between here and there
    /// @param credentials a file that [Credentials] reads
    /// @param authority a file that [Authority] reads: who signs its servers' certificates, beside the public authorities
    /// @param inside addresses of the school's own network that it may be fetched from
    public record Reach(Optional<HostAndPort> proxy, Optional<Path> credentials, Optional<Path> authority,
            List<AddressRange> inside) {

        public Reach {
            inside = List.copyOf(inside);
        }
    }

    /// A port of a machine.
    ///
    /// @param port 1 to 65535
    public record HostAndPort(String host, int port) {

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /// How it is known to be what the publisher gave out.
    ///
    /// @param checksum a file of digests; MD5 tells a torn file, and no forged one
    /// @param signature a file as minisign makes it; there is a key with it
    public record Proof(Optional<Where> checksum, Optional<Where> signature, Optional<MinisignKey> key) {}

    /// On what terms it is given.
    public record Terms(String licence, String attribution) {}

    /// The same, on or off.
    SourceSettings turned(boolean switchedOn) {
        return new SourceSettings(name, from, timing, sorting, guard, limits, reach, proof, terms, switchedOn);
    }

    /// Whether it fills the place of a licensed list: what is in it is never shown.
    public boolean isSlot() {
        return sorting.category().filter(Slot.CATEGORIES::contains).isPresent();
    }
}
