package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeSet;

/// One list in one file.
public final class SingleList implements ListSource {

    private final SourceFile file;

    SingleList(SourceFile file) {
        this.file = file;
    }

    @Override
    public String title() {
        return "list";
    }

    @Override
    public Survey survey() {
        return new Survey(new TreeSet<>(), Map.of());
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void read(Reader reader) throws IOException {
        try (InputStream in = file.unpacked(true)) {
            reader.list(new Part("", "", Kind.UNKNOWN), new LineReader(in));
        }
    }

    /// The list from its beginning, to find out its format.
    public void peek(Reader reader) throws IOException {
        try (InputStream in = file.unpacked(false)) {
            reader.list(new Part("", "", Kind.UNKNOWN), new LineReader(in));
        }
    }
}
