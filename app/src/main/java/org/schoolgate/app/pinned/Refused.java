package org.schoolgate.app.pinned;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Devices of one group that have refused the gateway's certificate for one site.
///
/// @param group the group's name
/// @param site the name of the site
/// @param first when that was first seen
/// @param devices each once
public record Refused(String group, String site, Instant first, List<Device> devices) {

    /// One device.
    ///
    /// @param mark what stands for it; its address cannot be read out of it
    /// @param last when it refused last
    public record Device(long mark, Instant last) {}

    public Refused {
        devices = List.copyOf(devices);
    }

    static Refused none(String group, String site, Instant at) {
        return new Refused(group, site, at, List.of());
    }

    /// Whether enough devices have refused for IT to be told.
    public boolean isSuggested() {
        return devices.size() >= Pinned.DEVICES;
    }

    /// When a device refused last.
    public Instant last() {
        return devices.stream().map(Device::last).max(Comparator.naturalOrder()).orElse(first);
    }

    /// Without those that have not refused since then.
    public Refused since(Instant start) {
        return new Refused(group, site, first, devices.stream().filter(one -> one.last().isAfter(start)).toList());
    }

    /// With one more refusal.
    ///
    /// @param most of more devices those that refused longest ago are forgotten
    Refused by(long mark, Instant at, int most) {
        List<Device> all = devices.stream().filter(one -> one.mark() != mark)
                .sorted(Comparator.comparing(Device::last)).collect(Collectors.toCollection(ArrayList::new));
        all.add(new Device(mark, at));
        return new Refused(group, site, first, all.subList(Math.max(0, all.size() - most), all.size()));
    }

    /// The lines by which IT lets these connections pass uninspected. They stand first under `inspection` in `policy.yaml`.
    public List<String> lines() {
        return List.of("inspection:", "  - groups: [" + group + "]", "    sites: [" + site + "]", "    look: never");
    }
}
