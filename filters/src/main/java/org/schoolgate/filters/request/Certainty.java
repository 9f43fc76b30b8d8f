package org.schoolgate.filters.request;

/// How sure it is which person asks. Below [#FROM_NETWORK] no single name may be shown to anyone.
public enum Certainty {
    /// Nothing is known but an address.
    NOT_KNOWN(1),
    /// A device that several people share.
    ONE_OF_SEVERAL(2),
    /// The network says who signed in there.
    FROM_NETWORK(3),
    /// This very request was signed in.
    SIGNED_IN(4);

    private final int bars;

    Certainty(int bars) {
        this.bars = bars;
    }

    /// 1 to 4, as the bars on the pages show it.
    public int bars() {
        return bars;
    }
}
