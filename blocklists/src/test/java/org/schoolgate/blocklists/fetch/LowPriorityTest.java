package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A program that is to keep nobody waiting: what Linux itself says of one that was started so.
class LowPriorityTest {

    private static final int NICE = 19;
    private static final int POLICY = 41;
    private static final String BATCH = "3";
    private static final String IDLE = "5";

    @Test
    void linuxLetsItRunLast() throws Exception {
        String[] stat = saidBy("cat", "/proc/self/stat").split(" ");
        String allowed = Stream.of(saidBy("cat", "/proc/self/status").split("\n"))
                .filter(line -> line.startsWith("Cpus_allowed_list:")).findFirst().orElseThrow().split("\\s+")[1];

        assertThat(allowed).as("one processor").matches("[0-9]+");
        if (Runtime.getRuntime().availableProcessors() > 1) {
            assertThat(stat[NICE - 1]).as("nice").isEqualTo("19");
            assertThat(stat[POLICY - 1]).as("scheduling policy").isEqualTo(BATCH);
        } else {
            assertThat(stat[POLICY - 1]).as("scheduling policy").isEqualTo(IDLE);
        }
    }

    @Test
    void theLastOfSeveralProcessorsIsTaken() {
        assertThat(LowPriority.last("0-1")).contains("1");
        assertThat(LowPriority.last("0-3,8,10-11")).contains("11");
        assertThat(LowPriority.last("2,6")).contains("6");
    }

    @Test
    void anOnlyProcessorIsNotSetAside() {
        assertThat(LowPriority.last("0")).isEmpty();
        assertThat(LowPriority.last("12")).isEmpty();
        assertThat(LowPriority.last("")).isEmpty();
    }

    private static String saidBy(String... program) throws Exception {
        List<String> words = Stream.concat(LowPriority.words().stream(), Stream.of(program)).toList();
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
