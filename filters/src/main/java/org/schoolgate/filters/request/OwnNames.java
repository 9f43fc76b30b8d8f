package org.schoolgate.filters.request;

/// The gateway's own names. Names in `.internal` are nobody's on the open internet, so these never lead anywhere: they are
/// not looked up, and who asks for one is not recorded.
///
/// `schoolgate.internal` is the gateway's own site. Below it are names for tests: each category holds the one that begins with its
/// slug, as `games.test.schoolgate.internal`, and `open.test.schoolgate.internal` is in none.
public final class OwnNames {

    /// The gateway's own site.
    public static final HostName SITE = HostName.parse("schoolgate.internal").orElseThrow();

    /// A name that no list holds.
    public static final HostName UNLISTED = test("open");

    private OwnNames() {}

    /// The name that is in this category, and in no other.
    ///
    /// @param slug a category's
    public static HostName test(String slug) {
        return HostName.parse(slug + ".test." + SITE.name()).orElseThrow();
    }

    /// Whether it is one of them.
    public static boolean hold(Host host) {
        return host instanceof HostName name && name.isWithin(SITE);
    }
}
