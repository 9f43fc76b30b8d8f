package org.schoolgate.blocklists.build;

import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.Target;

/// What would have to be asked for so that an entry speaks.
final class EntryTarget {

    private EntryTarget() {}

    static Target of(Entry entry) {
        String text = entry.text();
        return switch (entry.kind()) {
            case NAME, EXACT -> new Target.Site(Host.parse(text).orElseThrow(), 443);
            case PATH -> Target.Page.parse("http://" + text).orElseThrow();
            case ADDRESSES -> {
                String first = text.indexOf('/') < 0 ? text : text.substring(0, text.indexOf('/'));
                yield new Target.Site(Host.parse(first.indexOf(':') < 0 ? first : "[" + first + "]").orElseThrow(),
                        443);
            }
            case DIGEST -> throw new IllegalArgumentException("nobody can tell what a digest is of");
        };
    }

    /// The entry as a listing names it.
    static String text(Entry entry) {
        return (entry.kind() == Entry.Kind.EXACT ? "=" : "") + entry.text();
    }
}
