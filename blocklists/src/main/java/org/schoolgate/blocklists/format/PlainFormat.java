package org.schoolgate.blocklists.format;

import org.schoolgate.blocklists.format.Entry.Kind;

/// One entry a line: `name`, `*.name`, `.name`, `||name^`, `=name` for this name only, an address, a range, or `name/path`.
/// Comments begin with `#`, `;`, `!` or `//`, or with ` #` behind an entry.
final class PlainFormat implements LineFormat {

    @Override
    public String title() {
        return "plain list";
    }

    @Override
    public Reading read(String line) {
        String text = Comments.stripped(line);
        if (text.isEmpty()) {
            return Reading.SILENT;
        }
        if (text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
            return new Reading.Bad("more than one word", "one entry a line, comments after '#'");
        }
        if (text.indexOf('@') >= 0) {
            return new Reading.Bad("'@' stands in no name of a site", "the name after the '@'");
        }
        if (text.startsWith("=")) {
            return EntryReader.target(text.substring(1), Kind.EXACT, false);
        }
        if (E2guardianFormat.isInclude(text)) {
            return new Reading.Bad("another list is followed only out of the folder that holds both",
                    "nothing here: import e2guardian's whole folder");
        }
        return EntryReader.wild(text);
    }

    @Override
    public boolean hasPlainNames() {
        return true;
    }

    @Override
    public boolean claims(String line) {
        return read(line) instanceof Reading.Listed;
    }
}
