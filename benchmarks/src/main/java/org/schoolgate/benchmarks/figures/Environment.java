package org.schoolgate.benchmarks.figures;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where something was measured. What a system does not tell is "not known".
///
/// @param cpu the processor's name
/// @param cores how many of it this machine has
/// @param memoryGb its memory, rounded
/// @param kernel the system and its release
/// @param hugePages the mode of transparent huge pages
/// @param load the load average of the last minute, as the run began
/// @param java the Java version
/// @param flags the flags that the measured Java ran with
/// @param commit the commit measured; with `+` where files were changed since
public record Environment(String cpu, int cores, long memoryGb, String kernel, String hugePages, double load,
        String java, String flags, String commit) {

    private static final String UNKNOWN = "not known";

    /// This machine, now.
    ///
    /// @param project the project's folder
    public static Environment here(Path project, String flags) {
        String mode = read("/sys/kernel/mm/transparent_hugepage/enabled");
        return new Environment(first("(?m)^model name\\s*:\\s*(.*)$", read("/proc/cpuinfo")),
                Runtime.getRuntime().availableProcessors(), memoryNow(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"), first("\\[(\\w+)]", mode),
                loadNow(), Runtime.version() + " " + System.getProperty("java.vendor"), flags, commitOf(project));
    }

    /// In a sentence's length.
    public String machine() {
        return cpu + ", " + cores + (cores == 1 ? " core, " : " cores, ") + memoryGb + " GB, " + kernel
                + ", huge pages: " + hugePages;
    }

    private static long memoryNow() {
        String kib = first("MemTotal:\\s*(\\d+)", read("/proc/meminfo"));
        return kib.equals(UNKNOWN) ? 0 : Math.round(Long.parseLong(kib) / 1024.0 / 1024.0);
    }

    private static double loadNow() {
        String text = first("^(\\S+)", read("/proc/loadavg"));
        return text.equals(UNKNOWN) ? -1 : Double.parseDouble(text);
    }

    private static String commitOf(Path project) {
        Optional<String> hash = git(project, "rev-parse", "--short=7", "HEAD");
        // Results written since are no change of what is measured.
        Optional<String> changes = git(project, "status", "--porcelain", "--", ":!benchmarks/results",
                ":!benchmarks/figures.json", ":!benchmarks/RESULTS.md");
        return hash.map(text -> text + (changes.orElse("").isEmpty() ? "" : "+")).orElse(UNKNOWN);
    }

    private static Optional<String> git(Path project, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? Optional.of(out.strip()) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).strip() : UNKNOWN;
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException elsewhere) {
            return "";
        }
    }
}
