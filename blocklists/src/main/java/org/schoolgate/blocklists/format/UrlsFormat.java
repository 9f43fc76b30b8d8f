package org.schoolgate.blocklists.format;

import org.schoolgate.blocklists.format.Entry.Kind;

/// The `urls` files of squidGuard-style archives: `host/path` a line, without a scheme.
final class UrlsFormat implements LineFormat {

    @Override
    public String title() {
        return "list of paths";
    }

    @Override
    public Reading read(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#")
                ? Reading.SILENT
                : EntryReader.target(text, Kind.NAME, true);
    }

    @Override
    public boolean claims(String line) {
        return false;
    }
}
