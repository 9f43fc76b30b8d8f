package org.schoolgate.benchmarks.run;

import java.io.PrintStream;
import java.nio.file.Path;
import org.schoolgate.benchmarks.workload.Workload;

/// How a run is to be made.
///
/// @param project the project's folder
/// @param rounds how often everything is measured in turn
/// @param smoke whether it only shows that everything runs: few names, short times, and no figure is written
/// @param out where to say how far it is
public record Plan(Path project, int rounds, boolean smoke, PrintStream out) {

    /// The title of the made-up workload.
    public String madeUp() {
        return smoke ? "made-up-200k" : Workload.FIVE_MILLION;
    }

    /// A folder for what is needed for a while; Maven's `clean` removes it.
    public Path scratch() {
        return project.resolve("benchmarks/target/bench");
    }

    public void say(String line) {
        out.println(line);
    }
}
