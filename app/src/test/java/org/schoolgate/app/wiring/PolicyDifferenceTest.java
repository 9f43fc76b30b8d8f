package org.schoolgate.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.KeptText;

/// What is told of two policies, by the example that ships with the program.
class PolicyDifferenceTest {

    private static final SchoolChanges CHANGES = new SchoolChanges(() -> {
        throw new AssertionError("no policy in force is needed");
    });

    @Test
    void whatWasChangedIsToldByTheTitlesOfRulesAndWhatElseIsOther() throws IOException {
        String before = Files.readString(Path.of(System.getProperty("schoolgate.root", ".."), "deploy", "example",
                "policy.yaml"));
        assertThat(between(before, before + "\n# A remark.\n")).containsExactly("Nothing but how the file is written.");
        assertThat(between(before, before.replace("pupils-lessons", "pupils-in-lessons")))
                .anyMatch(line -> line.startsWith("New: “")).anyMatch(line -> line.startsWith("Taken out: “"))
                .hasSize(2);
        assertThat(between(before, before.replace("verdict: flag\n    clause", "verdict: coach\n    clause")
                .replace("to: 15:45", "to: 15:30")))
                .containsExactlyInAnyOrder("Changed: “Sport and travel may be personal use in working hours”, in its"
                        + " answer.", "Other: terms, hours or breaks.", "Other: the hours of groups.",
                        "Other: the hours of single people.");
        assertThat(between(before, "not: [a, policy")).singleElement().asString().contains("cannot be told");
    }

    private static List<String> between(String before, String after) {
        return CHANGES.between(KeptText.of(before), KeptText.of(after));
    }
}
