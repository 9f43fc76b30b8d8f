package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// A folder, such as an unpacked archive, or one that holds such a folder. Links are not followed.
final class FolderMembers implements Members {

    /// How deep lists are looked for: `etc/e2guardian/lists/phraselists/russian/pornography/weighted`, and some to spare.
    private static final int DEEPEST = 10;

    /// What the folder itself is called in the names of its files, as an archive has one at its top.
    private static final String TOP = "lists/";

    private final Path root;
    private final SourceFile.Opener opener;
    private final long most;
    private final LongConsumer bytesRead;

    FolderMembers(Path folder, SourceFile.Opener opener, long most, LongConsumer bytesRead) throws IOException {
        this.root = root(folder);
        this.opener = opener;
        this.most = most;
        this.bytesRead = bytesRead;
    }

    @Override
    public String title() {
        return "folder";
    }

    @Override
    public List<Member> all() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(root, DEEPEST)) {
            paths = walk.filter(path -> !path.equals(root)).limit(MOST + 1L).sorted().toList();
        }
        if (paths.size() > MOST) {
            throw new TooBigException();
        }
        List<Member> all = new ArrayList<>();
        for (Path path : paths) {
            all.add(new Member(name(path), Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS), target(path)));
        }
        return List.copyOf(all);
    }

    @Override
    public void read(Set<String> names, boolean told, Visit visit) throws IOException {
        long before = 0;
        for (String name : names.stream().sorted().toList()) {
            Path path = path(name);
            long done = before;
            try (InputStream in = new SourceFile(path, opener, most - done, bytes -> bytesRead.accept(done + bytes))
                    .unpacked(told)) {
                visit.file(name, in);
            }
            before += Files.size(path);
        }
    }

    @Override
    public long size(Set<String> names) throws IOException {
        long size = 0;
        for (String name : names) {
            size += Files.size(path(name));
        }
        return size;
    }

    private String name(Path path) {
        return TOP + root.relativize(path).toString().replace('\\', '/');
    }

    private Path path(String name) {
        return root.resolve(name.substring(TOP.length()));
    }

    private static String target(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            Path link = Files.readSymbolicLink(path);
            return link.getNameCount() == 1 && !link.isAbsolute() ? link.toString() : "";
        }
        return Files.isRegularFile(path) && Files.size(path) <= Layout.LONGEST_ALIAS
                ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8).strip()
                : "";
    }

    /// The folder itself, or the one folder in it that holds everything.
    private static Path root(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> all = inside.toList();
            List<Path> folders = all.stream().filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
            boolean lists = all.stream().map(path -> path.getFileName().toString()).anyMatch(name -> name.equals(
                    "domains") || name.equals("urls") || E2guardianNames.role(name).isPresent());
            return folders.size() == 1 && !lists ? folders.getFirst() : folder;
        }
    }
}
