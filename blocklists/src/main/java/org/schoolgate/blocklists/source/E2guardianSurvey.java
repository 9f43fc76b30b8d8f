package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.schoolgate.blocklists.source.ListSource.Fault;
import org.schoolgate.blocklists.source.ListSource.Kind;
import org.schoolgate.blocklists.source.ListSource.Part;
import org.schoolgate.blocklists.source.Members.Member;

/// Finds out which files e2guardian would read, beginning with its own lists and going from one to what it includes, level by level.
/// Used once, by one thread.
final class E2guardianSurvey {

    /// How deep lists may include lists.
    private static final int DEEPEST = 8;
    /// How many includes are seen, and how many followed, in all.
    private static final int MOST = 10_000;
    /// As how many things one file is read: each costs another look at the whole archive.
    private static final int MOST_READINGS = 8;
    private static final String LIST_CATEGORY = "#listcategory:";

    private final Members members;
    private final List<Member> all;
    private final Includes includes;
    private final Map<String, Header> headers = new HashMap<>();
    private final Map<String, List<Part>> parts = new TreeMap<>();
    private int seen;
    private int followed;

    E2guardianSurvey(Members members, List<Member> all) {
        this.members = members;
        this.all = all;
        this.includes = new Includes(all.stream().filter(Member::file).map(Member::name).collect(Collectors.toSet()));
    }

    /// A file that is read.
    ///
    /// @param above the files that led to it, the list first
    private record Visit(String name, String category, Kind kind, List<String> above) {}

    /// What a file says of itself.
    ///
    /// @param category of `#listcategory:`, spelled as names of folders are; else empty
    /// @param includes paths by line
    private record Header(String category, Map<Long, String> includes) {}

    /// What each file is read as, by its name: most as one thing, some as several.
    Map<String, List<Part>> parts() throws IOException {
        Set<Visit> level = new LinkedHashSet<>();
        for (Member member : all) {
            if (member.file() && Layout.steps(member.name()).length > 0) {
                E2guardianNames.role(Layout.last(member.name())).ifPresent(
                        role -> level.add(new Visit(member.name(), role.list(), role.kind(), List.of())));
            }
        }
        Set<Visit> now = level;
        while (!now.isEmpty()) {
            readHeaders(now);
            Set<Visit> next = new LinkedHashSet<>();
            for (Visit visit : now) {
                take(visit, next);
            }
            now = next;
        }
        return parts;
    }

    private void readHeaders(Set<Visit> visits) throws IOException {
        Set<String> fresh = visits.stream().map(Visit::name).filter(name -> !headers.containsKey(name))
                .collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            members.read(fresh, false, (name, content) -> headers.put(name, header(new LineReader(content))));
        }
    }

    private Header header(LineReader lines) throws IOException {
        String category = "";
        Map<Long, String> paths = new LinkedHashMap<>();
        while (lines.next()) {
            if (lines.to() == lines.from() || lines.bytes()[lines.from()] != '.'
                    && lines.bytes()[lines.from()] != '#' && lines.bytes()[lines.from()] != ' ') {
                continue;
            }
            String line = lines.line().strip();
            if (line.toLowerCase(Locale.ROOT).startsWith(LIST_CATEGORY)) {
                category = line.substring(LIST_CATEGORY.length()).toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9_]+", "-").replaceAll("^-+|-+$", "");
            } else if (seen < MOST) {
                Optional<String> path = Includes.path(line);
                seen += path.isPresent() ? 1 : 0;
                path.ifPresent(to -> paths.put(lines.number(), to));
            }
        }
        return new Header(category.substring(0, Math.min(Layout.LONGEST_ALIAS, category.length())), paths);
    }

    /// Settles what a file is read as, and puts what it includes into the next level.
    private void take(Visit visit, Set<Visit> next) {
        Header header = headers.getOrDefault(visit.name(), new Header("", Map.of()));
        String category = category(visit, header);
        List<Part> before = parts.computeIfAbsent(visit.name(), none -> new ArrayList<>());
        if (before.size() == MOST_READINGS
                || before.stream().anyMatch(part -> part.category().equals(category) && part.kind() == visit.kind())) {
            return;
        }
        Map<Long, Fault> faults = new HashMap<>();
        List<String> above = new ArrayList<>(visit.above());
        above.add(visit.name());
        header.includes().forEach((line, path) -> {
            Optional<String> found = includes.find(visit.name(), path);
            Optional<Fault> fault = fault(path, found, above);
            // Of what is left out anyway nothing has to be mended.
            fault.filter(wrong -> visit.kind() != Kind.OTHER).ifPresent(wrong -> faults.put(line, wrong));
            if (fault.isEmpty()) {
                followed++;
                next.add(new Visit(found.orElseThrow(), category, visit.kind(), List.copyOf(above)));
            }
        });
        before.add(new Part(Layout.withoutTop(visit.name()), category, visit.kind(), Map.copyOf(faults)));
    }

    private Optional<Fault> fault(String path, Optional<String> found, List<String> above) {
        if (Includes.isOdd(path)) {
            return Optional.of(new Fault("'" + path + "' leads out of the lists", "a path within them"));
        }
        if (found.isEmpty()) {
            return Optional.of(new Fault("'" + path + "' is not among what is imported", "'#' before it"));
        }
        if (above.contains(found.get())) {
            return Optional.of(new Fault("the list includes itself", "'#' before it"));
        }
        if (above.size() > DEEPEST || followed >= MOST) {
            return Optional.of(new Fault("lists include lists more than " + DEEPEST + " deep, or " + MOST
                    + " of them", "'.Include' in the list itself"));
        }
        return Optional.empty();
    }

    private static String category(Visit visit, Header header) {
        if (visit.above().isEmpty() || visit.kind() == Kind.OTHER) {
            return visit.category();
        }
        return Layout.categoryBelowLists(visit.name())
                .orElse(header.category().isEmpty() ? visit.category() : header.category());
    }
}
