package org.schoolgate.filters.inner;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.site.Families;
import org.schoolgate.filters.site.KnownFile;
import org.schoolgate.filters.site.SiteTable;

/// What is known of the sites that show other sites' pages, and of how web proxies write addresses. It comes from
/// `wrappers.txt`, which says how its lines are to be read.
public final class Wrappers {

    private static final Wrapper NONE = new Wrapper(false, List.of(), List.of());

    private final LocalDate date;
    private final SiteTable<Wrapper> all;
    private final SiteTable<Wrapper> labels;
    private final Set<String> leading;

    private Wrappers(LocalDate date, Map<HostName, Wrapper> known, Set<String> leading) {
        this.date = date;
        this.all = new SiteTable<>(known);
        Map<HostName, Wrapper> spelling = new HashMap<>(known);
        spelling.values().removeIf(wrapper -> !wrapper.label());
        this.labels = new SiteTable<>(spelling);
        this.leading = leading;
    }

    /// Reads the product's own file.
    ///
    /// @throws IllegalArgumentException where a line says nothing that is known
    public static Wrappers read(String text, Families families) {
        KnownFile file = KnownFile.read(text);
        Map<HostName, Wrapper> known = new LinkedHashMap<>();
        Set<String> leading = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (List<String> line : file.lines()) {
            if (line.getFirst().equals("leads")) {
                leading.addAll(line.subList(1, line.size()));
            } else {
                UnaryOperator<Wrapper> change = change(line);
                families.expand(line.get(1)).forEach(
                        host -> known.put(host, change.apply(known.getOrDefault(host, NONE))));
            }
        }
        return new Wrappers(file.date(), known, leading);
    }

    private static UnaryOperator<Wrapper> change(List<String> line) {
        List<String> rest = line.subList(2, line.size());
        return switch (line.getFirst()) {
            case "label" -> old -> new Wrapper(true, old.ways(), old.words());
            case "query" -> old -> with(old, rest.stream().map(Wrappers::query).toList());
            case "path" -> old -> with(old, List.of(new Wrapper.Way.Path(rest.getFirst())));
            case "amp" -> old -> with(old, List.of(new Wrapper.Way.Amp(rest.getFirst())));
            case "words" -> old -> {
                List<Wrapper.Words> words = new ArrayList<>(old.words());
                words.add(new Wrapper.Words(rest.getFirst(), rest.subList(1, rest.size())));
                return new Wrapper(old.label(), old.ways(), words);
            };
            default -> throw new IllegalArgumentException("'" + line.getFirst() + "' is no kind of line");
        };
    }

    private static Wrapper.Way query(String text) {
        int equals = text.indexOf('=');
        return equals < 0
                ? new Wrapper.Way.Query(text, "")
                : new Wrapper.Way.Query(text.substring(0, equals), text.substring(equals + 1));
    }

    private static Wrapper with(Wrapper old, List<Wrapper.Way> more) {
        List<Wrapper.Way> ways = new ArrayList<>(old.ways());
        ways.addAll(more);
        return new Wrapper(old.label(), ways, old.words());
    }

    /// When somebody last looked whether it is still so.
    public LocalDate date() {
        return date;
    }

    /// What is known of a host; null where nothing is.
    @Nullable
    Wrapper of(Host host) {
        return host instanceof HostName name ? all.of(name) : null;
    }

    /// Whether the host's own name may spell another host.
    boolean spells(Host host) {
        return host instanceof HostName name && labels.of(name) != null;
    }

    /// Whether a parameter of this name leads to its value, on any site.
    boolean leads(String parameter) {
        return leading.contains(parameter) || leading.contains(parameter.toLowerCase(Locale.ROOT));
    }
}
