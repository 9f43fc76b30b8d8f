package org.schoolgate.app.selftest;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Tries every way out, one after the other. It takes some seconds where all is refused at once, and up to a minute or two
/// where nothing answers.
///
/// @param way how the web is reached from here
/// @param outside machines that may be asked
public record SelfTest(Way way, Outside outside) {

    public Report run(InstantSource clock) {
        return new Report(clock.instant(), way.text(), doors().stream().map(Door::tried).toList());
    }

    private List<Door> doors() {
        return Stream.of(new WebDoors(way, outside).all(), new TunnelDoors(way, outside).all(),
                new PacketDoors(way, outside).all()).flatMap(List::stream).toList();
    }
}
