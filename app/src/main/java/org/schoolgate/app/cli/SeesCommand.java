package org.schoolgate.app.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.filters.sight.Finding;
import org.schoolgate.filters.sight.Sight;
import org.schoolgate.filters.sight.Sights;
import org.schoolgate.filters.sight.Way;
import picocli.CommandLine.Command;

@Command(name = "sees", description = "Say of each rule and mode what it can see, and what it cannot.")
final class SeesCommand extends PlacedCommand {

    @Override
    public Integer call() {
        SchoolPolicy policy = places.configuration().policy();
        List<Sight> sights = Sights.of(policy.policies(), policy.modes());
        if (output.isJson()) {
            output.json(sights.stream().map(SeesCommand::asMap).toList());
        } else {
            tell(output.out(), sights);
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> asMap(Sight sight) {
        Map<String, Object> ways = new LinkedHashMap<>();
        sight.findings().forEach((way, finding) -> ways.put(way.text(),
                Map.of("reach", finding.reach().text(), "sentence", finding.sentence())));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", sight.name());
        map.put("title", sight.title());
        map.put("groups", sight.groups());
        map.put("ways", ways);
        return map;
    }

    /// Rules with the same findings are told together.
    private static void tell(PrintWriter out, List<Sight> sights) {
        Map<Map<Way, Finding>, List<Sight>> alike = new LinkedHashMap<>();
        sights.forEach(sight -> alike.computeIfAbsent(sight.findings(), _ -> new ArrayList<>()).add(sight));
        alike.forEach((findings, some) -> {
            some.forEach(sight -> out.printf("%s  (%s; %s)%n", sight.title(),
                    sight.groups().isEmpty() ? "everyone" : String.join(", ", sight.groups()), sight.name()));
            findings.forEach((way, finding) -> out.printf("  %-18s %-8s %s%n", way.title(), finding.reach().text(),
                    finding.sentence()));
            out.println();
        });
    }
}
