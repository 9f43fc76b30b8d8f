package org.schoolgate.benchmarks.run;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.schoolgate.benchmarks.figures.Figure;
import org.schoolgate.benchmarks.figures.ResultFile;
import org.schoolgate.benchmarks.figures.Spread;
import tools.jackson.databind.JsonNode;

/// Something that can be measured by name: `./schoolgate bench NAME`.
public interface Suite {

    /// As the command line calls it.
    String name();

    /// What it measures, in one line.
    String title();

    /// Measures. It may take many minutes and says on `plan.out()` how far it is.
    Measurement run(Plan plan) throws IOException, InterruptedException;

    /// The figures that a run gives; none where it was too short a run to give them.
    Map<Figure, Spread> figures(ResultFile result);

    /// What a run gave; see [ResultFile].
    record Measurement(Map<String, List<Double>> series, List<String> notes, List<JsonNode> jmh) {}
}
