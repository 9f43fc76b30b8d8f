package org.schoolgate.proxy.identity;

/// Why a token names nobody.
enum TicketFault {
    /// It is none that Kerberos makes.
    NO_TICKET("what was sent is no Kerberos ticket", "", false),
    /// It is one of NTLM's.
    NTLM("a device sent NTLM in place of a Kerberos ticket. It could get no ticket: let it use the gateway as its proxy by the name of"
            + " the service (HTTP/…) and not by an address, and let it reach the domain’s servers",
            "This device sent NTLM in place of a Kerberos ticket, and the gateway takes no NTLM. The IT staff can mend that: the"
                    + " proxy has to be set by its name, not by its address.",
            false),
    /// It was not made with the service's key.
    FORGED("a ticket cannot be read with the key of its service. It is forged, or the service’s password was changed since the keytab"
            + " was made; if no ticket can be read any more, make the keytab anew", "", false),
    /// It was seen before.
    REPEATED("a ticket was sent a second time, which a browser never does. Somebody may have listened to it", "",
            false),
    /// Its time is over.
    EXPIRED("the time of a ticket is over; the device has to get a new one, as by locking its screen and unlocking it",
            "The sign-in of this device is over. Lock the screen, unlock it with the password, and load the page again.",
            false),
    /// It was made by a clock that is not with ours.
    CLOCK("a ticket was made by a clock that is minutes away from this machine’s. Let this machine, the devices and the domain’s"
            + " servers keep one time (NTP)",
            "", true),
    /// There is no key for it here.
    NO_KEY("there is no key for a ticket in the keytabs: it is for another service, for a newer key than they have, or for a kind of"
            + " key that is too weak. Make the keytab anew, with keys for AES",
            "", true),
    /// It takes more than it may: rounds, time, or a connection that others use, too.
    TOO_MANY_ROUNDS("a device and the gateway could not agree on Kerberos in a few rounds", "", false),
    /// Too much is to do, or it took too long.
    BUSY("more tickets came than could be looked at", "", true);

    private final String told;
    private final String shown;
    private final boolean open;

    TicketFault(String told, String shown, boolean open) {
        this.told = told;
        this.shown = shown;
        this.open = open;
    }

    /// For whoever looks after the gateway: what happened, and what to do.
    String told() {
        return told;
    }

    /// For whoever asks; empty where there is nothing that they can do.
    String shown() {
        return shown;
    }

    /// Whether the ticket may be a good one that only cannot be looked at here and now. Then to ask again would be of no use.
    boolean isOpen() {
        return open;
    }
}
