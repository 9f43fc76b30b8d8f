package org.schoolgate.filters.sight;

import java.util.Locale;

/// How a device's encrypted traffic meets the gateway. Plain HTTP shows as much as what is inspected.
public enum Way {
    /// The name of a site shows, and nothing more.
    BY_NAME("By name"),
    /// The gateway looks inside: whole addresses and headers show.
    INSPECTED("Inspected"),
    /// The gateway may look inside, and never does at this site: banking, health, helplines, apps that would break.
    NEVER_INSPECTED("Never looked into"),
    /// The device asks the school's name server and goes its own way from there.
    NAMES_ONLY("Name server only"),
    /// The device is on another network: at home, or on its own mobile data.
    AWAY("Away from school");

    private final String title;

    Way(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /// As the command line spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
