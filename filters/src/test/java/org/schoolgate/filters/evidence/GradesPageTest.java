package org.schoolgate.filters.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `docs/grades.md` is written from the rules themselves. `-Dgolden=write` writes it anew.
class GradesPageTest {

    @Test
    void thePageSaysWhatTheRulesDo() throws IOException {
        Path page = Path.of(System.getProperty("schoolgate.root", ".."), "docs", "grades.md");
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(page, text());
        }
        assertThat(page).as("stale: run the tests with -Dgolden=write").exists().hasContent(text());
    }

    private static String text() {
        StringBuilder out = new StringBuilder(
                """
                    # Grades

                    Written by the tests from `Grade.java` and `Ground.java`, which the gateway uses.

                    Every flagged access has a grade: how deliberate it looks. It says how an access came about, not whether it was right, and
                    nothing about who held the device. Only A and B may be counted towards a person; C is shown with what caused it; U is counted for
                    itself, never against a person alone.

                    | grade | in words | it means |
                    |---|---|---|
                    """);
        for (Grade grade : Grade.values()) {
            out.append("| ").append(grade).append(" | ").append(grade.words()).append(" | ").append(grade.sentence())
                    .append(" |\n");
        }
        out.append(
                """

                    ## How a record is graded

                    The rules are asked from first to last, when the access is recorded. The first that speaks gives the grade, which never changes in
                    the record. All they look at is in the record: what the browser said (`signals`) and what the gateway saw of the same device
                    (`around`). The page of an access shows both, and what the rules of today say to them.

                    | # | rule | it speaks where | grade | and says |
                    |--:|---|---|---|---|
                    """);
        int number = 0;
        for (Ground ground : Ground.values()) {
            if (ground.isFirst()) {
                out.append("| ").append(++number).append(" ");
                row(out, ground);
            }
        }
        out.append(
                """

                    ## What is known only later

                    Whoever reads an access also sees what the same device did afterwards, as far as it was recorded; the record stays as it is.

                    | rule | it speaks where | grade | and says |
                    |---|---|---|---|
                    """);
        for (Ground ground : Ground.values()) {
            if (!ground.isFirst()) {
                row(out, ground);
            }
        }
        out.append(
                """

                    ## What the gateway sees of a device

                    Of pages of their own alone, whether they are recorded or not. It keeps the last 32 pages and 8 redirects of each device for ten
                    minutes, as marks that stand for names.

                    | in the record | means |
                    |---|---|
                    | `redirected` | another site had redirected the browser to this very page, at most ten seconds before |
                    | `new-sites` | how many sites the device went to within ten seconds, this one included, that it had not gone to in the ten minutes before |
                    | `other-site-ms` | how many milliseconds before the same page, by its host, had led it to another site; not there beyond ten seconds |
                    | `same-site-ms` | how many milliseconds before it had gone to this site by hand; between one second and ten minutes |

                    Sites are told apart by the name that their owner registered, as far as its letters tell.

                    ## What no grade can tell

                    - A device is known by its address. Where several people share one, their pages are one device's.
                    - A window that a script opens by itself while a click is fresh looks as if it had been asked for. Where nothing else was opened
                      with that click, or nothing that was recorded, it is B.
                    - A link inside a frame that opens a page in the frame's place is reported without the click: it is C.
                    - A redirect by a site that is judged by its name alone is not seen.
                    - A page that was rendered ahead and then opened is not asked for again: it stays E.
                    - Safari, and every browser on an iPad or iPhone, never says that nobody clicked: without a word of a click its pages are U.
                    - What a program says of itself is believed where it makes an access look less deliberate. The page shows what was said.
                    """);
        return out.toString();
    }

    private static void row(StringBuilder out, Ground ground) {
        out.append("| `").append(ground).append("` | ").append(ground.when()).append(" | ").append(ground.grade())
                .append(" | ").append(ground.sentence()).append(" |\n");
    }
}
