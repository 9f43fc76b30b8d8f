package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A tar archive, gzipped or not. Each look at it goes through it from its beginning.
final class ArchiveMembers implements Members {

    private final SourceFile file;

    ArchiveMembers(SourceFile file) {
        this.file = file;
    }

    @Override
    public String title() {
        return "archive";
    }

    @Override
    public List<Member> all() throws IOException {
        List<Member> all = new ArrayList<>();
        try (TarArchiveInputStream tar = open(false)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (all.size() == MOST) {
                    throw new TooBigException();
                }
                all.add(new Member(Layout.member(entry.getName()), entry.isFile(), target(entry, tar)));
            }
        }
        return List.copyOf(all);
    }

    @Override
    public void read(Set<String> names, boolean told, Visit visit) throws IOException {
        try (TarArchiveInputStream tar = open(told)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = Layout.member(entry.getName());
                if (entry.isFile() && names.contains(name)) {
                    visit.file(name, tar);
                }
            }
        }
    }

    @Override
    public long size(Set<String> names) throws IOException {
        return file.size();
    }

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
        return new TarArchiveInputStream(file.unpacked(told), "UTF-8");
    }
}
