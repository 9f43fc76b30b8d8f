package org.schoolgate.filters.mode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.site.Families;
import org.schoolgate.filters.site.HostPattern;
import org.schoolgate.filters.site.KnownFile;

/// What is known of search engines and of YouTube: their safe modes, and which have none. It comes from `search.txt`,
/// which says how its lines are to be read.
///
/// @param date when somebody last looked whether it is still so
/// @param engines those with a safe mode
/// @param unsafe the names of those without, each meant with every name below it
/// @param youTube the name that leads to each mode of YouTube
/// @param youTubeHosts the hosts that are led there
/// @param youTubeHeaders the hosts that understand the header
public record SearchTable(
        LocalDate date,
        List<SearchEngine> engines,
        List<HostName> unsafe,
        Map<YouTube, HostName> youTube,
        List<HostPattern> youTubeHosts,
        List<HostPattern> youTubeHeaders) {

    static final String YOUTUBE_HEADER = "YouTube-Restrict";

    public SearchTable {
        engines = List.copyOf(engines);
        unsafe = List.copyOf(unsafe);
        youTube = Map.copyOf(youTube);
        youTubeHosts = List.copyOf(youTubeHosts);
        youTubeHeaders = List.copyOf(youTubeHeaders);
    }

    /// Reads the product's own file.
    ///
    /// @throws IllegalArgumentException where a line says nothing that is known
    public static SearchTable read(String text, Families families) {
        KnownFile file = KnownFile.read(text);
        Map<String, SearchEngine> engines = new LinkedHashMap<>();
        Map<YouTube, HostName> youTube = new EnumMap<>(YouTube.class);
        Map<String, List<HostPattern>> named = new LinkedHashMap<>();
        for (List<String> line : file.lines()) {
            List<String> rest = line.subList(1, line.size());
            switch (line.getFirst()) {
                case "engine" -> engines.put(rest.getFirst(), engine(rest, families));
                case "strict" -> youTube.put(YouTube.STRICT, new HostName(rest.getFirst()));
                case "moderate" -> youTube.put(YouTube.MODERATE, new HostName(rest.getFirst()));
                case "parameter" -> engines.computeIfPresent(rest.getFirst(), (_, engine) -> with(engine, rest));
                case "unsafe", "youtube", "header" -> named.merge(line.getFirst(), hosts(rest, families),
                        (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
                default -> throw new IllegalArgumentException("'" + line.getFirst() + "' is no kind of line");
            }
        }
        return new SearchTable(file.date(), new ArrayList<>(engines.values()),
                named.getOrDefault("unsafe", List.of()).stream().map(HostPattern::name).toList(),
                youTube, named.getOrDefault("youtube", List.of()), named.getOrDefault("header", List.of()));
    }

    private static SearchEngine engine(List<String> rest, Families families) {
        Optional<HostName> safe = Optional.of(rest.get(1)).filter(name -> !name.equals("-")).map(HostName::new);
        return new SearchEngine(rest.getFirst(), hosts(rest.subList(2, rest.size()), families), safe, Optional.empty());
    }

    private static SearchEngine with(SearchEngine engine, List<String> rest) {
        String[] parameter = rest.get(1).split("=");
        return new SearchEngine(engine.name(), engine.hosts(), engine.safe(),
                Optional.of(new SafeParameter(parameter[0], parameter[1], rest.subList(2, rest.size()))));
    }

    private static List<HostPattern> hosts(List<String> words, Families families) {
        return words.stream().flatMap(word -> families.patterns(word).stream()).toList();
    }
}
