package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A tar archive, gzipped or not, of `blacklists/<category>/{domains,urls,expressions}`, as UT1 is published. Links
/// beside the categories are other names for them. Nothing is ever unpacked to disk.
public final class ArchiveLists implements ListSource {

    private final SourceFile file;

    ArchiveLists(SourceFile file) {
        this.file = file;
    }

    @Override
    public String title() {
        return "archive of lists";
    }

    @Override
    public Survey survey() throws IOException {
        NavigableSet<String> categories = new TreeSet<>();
        Map<String, String> aliases = new TreeMap<>();
        try (TarArchiveInputStream tar = open(false)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (entry.isFile()) {
                    Layout.part(name).ifPresent(part -> categories.add(part.category()));
                }
                Optional<String> alias = Layout.alias(name);
                if (alias.isPresent()) {
                    String target = target(entry, tar);
                    if (Layout.isName(target)) {
                        aliases.put(alias.get(), target);
                    }
                }
            }
        }
        aliases.values().removeIf(target -> !categories.contains(target));
        aliases.keySet().removeIf(categories::contains);
        return new Survey(categories, aliases);
    }

    @Override
    public void read(Reader reader) throws IOException {
        try (TarArchiveInputStream tar = open(true)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Optional<Part> part = entry.isFile() ? Layout.part(entry.getName()) : Optional.empty();
                if (part.isPresent()) {
                    reader.list(part.get(), new LineReader(tar));
                }
            }
        }
    }

    /// What a member may be another name for; empty where it is none.
    private static String target(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
        if (entry.isSymbolicLink()) {
            String link = entry.getLinkName();
            return link.endsWith("/") ? link.substring(0, link.length() - 1) : link;
        }
        // Tools that know no links leave a small file with the link's text.
        if (entry.isFile() && entry.getSize() <= Layout.LONGEST_ALIAS) {
            return new String(tar.readNBytes(Layout.LONGEST_ALIAS), StandardCharsets.UTF_8).strip();
        }
        return "";
    }

    private TarArchiveInputStream open(boolean told) throws IOException {
        InputStream in = file.unpacked(told);
        return new TarArchiveInputStream(in, "UTF-8");
    }
}
