package org.schoolgate.blocklists.format;

import java.util.Locale;

/// What owner names of a zone file are relative to, and what is left of one when the zone's own name is taken off.
final class ZoneName {

    private String zone = "";
    private String origin = "";
    private boolean soa;
    /// Whether the origin stands for a whole name; else it is relative to a zone whose name nobody has said.
    private boolean whole;

    /// Takes `$ORIGIN`. Before the SOA it names the zone.
    void origin(String name) {
        if (name.endsWith(".")) {
            origin = withoutDot(name);
            whole = true;
        } else {
            origin = join(name, origin);
        }
        if (!soa && zone.isEmpty() && whole) {
            zone = origin;
        }
    }

    /// Takes the owner of the SOA, which is the zone's name.
    void zone(String owner) {
        soa = true;
        if (owner.endsWith(".") && owner.length() > 1) {
            zone = withoutDot(owner);
        } else if (whole) {
            zone = owner.equals("@") ? origin : join(owner, origin);
        }
    }

    /// An owner name without the zone's; empty where it is outside, or the zone itself.
    String trigger(String owner) {
        boolean absolute = owner.endsWith(".");
        String name = absolute ? withoutDot(owner) : owner.equals("@") ? origin : join(owner, origin);
        if (!absolute && !whole) {
            return owner.equals("@") && origin.isEmpty() ? "" : name;
        }
        int end = name.length() - zone.length() - 1;
        boolean inside = !zone.isEmpty() && end > 0 && name.charAt(end) == '.'
                && name.toLowerCase(Locale.ROOT).endsWith(zone.toLowerCase(Locale.ROOT));
        return inside ? name.substring(0, end) : "";
    }

    private static String withoutDot(String name) {
        return name.substring(0, name.length() - 1);
    }

    private static String join(String name, String origin) {
        return origin.isEmpty() ? name : name + "." + origin;
    }
}
