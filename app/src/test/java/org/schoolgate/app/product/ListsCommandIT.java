package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.app.cli.Commands;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands by which lists are kept, as a person uses them.
class ListsCommandIT {

    @TempDir
    Path folder;

    @Test
    void aVersionIsHeldLookedAtReleasedAndGoneBackFrom() throws Exception {
        importing(100, 0);
        assertThat(importing(10, 1)).contains("would shrink from 100 to 10 entries", "lists release games --why");
        assertThat(json("held").get(0).get("reasons").get(0).get("kind").asString()).isEqualTo("SHRANK");
        assertThat(run(0, "held")).contains("version", "10 entries; 100 are in force", "lists diff games held");
        assertThat(run(0, "status")).contains("held: 'games' would shrink");
        assertThat(run(0, "diff", "games", "held", "--most", "2")).contains("0 added, 90 removed, 0 moved",
                "games                  +0 -90", "- name10.example  games", "and 88 more");
        JsonNode difference = json("diff", "games", "held");
        assertThat(difference.get("entries")).hasSize(90);
        assertThat(difference.get("difference").get("removed").asLong()).isEqualTo(90);
        assertThat(run(2, "release", "games")).contains("--why");
        assertThat(run(0, "release", "games", "--why", "they split it")).contains("10 entries are in force");
        assertThat(run(0, "held")).contains("Nothing is held.");
        assertThat(run(0, "rollback", "games", "--why", "they did not")).contains("100 entries are in force");
        assertThat(importing(10, 1)).contains("the very content again");
        assertThat(run(0, "drop", "games", "--why", "wrong still")).contains("What is in force stays");
        assertThat(run(0, "versions", "games")).contains("in force", "the content of");
        assertThat(run(0, "history", "games")).contains("rolled back", "“they did not”", "(command line)");
        assertThat(json("history", "--most", "2")).hasSize(2);
        assertThat(run(1, "rollback", "gmes", "--why", "x")).contains("did you mean 'games'?");
    }

    @Test
    void aListIsTriedBeforeItIsImportedOrReleased() throws Exception {
        Files.createDirectories(folder.resolve("var"));
        counted("www.name50.example", 60);
        counted("few.example", 9);
        Path file = Files.writeString(folder.resolve("new.txt"), "name50.example\nfew.example\n");
        assertThat(run(0, "import", file.toString(), "--name", "adult", "--category", "pornography", "--dry-run"))
                .contains("adult, version ", ": 2 entries.",
                        "In the last seven days this would have closed 69 requests",
                        "at least 20 people", "by group: pupils 69", "by site: www.name50.example 60, all others 9",
                        "It would wait for a person: 'adult' would newly list 1 name", "Nothing was put in force.")
                .doesNotContain("few.example");
        assertThat(folder.resolve("var/lists/adult")).doesNotExist();
        assertThat(run(0, "history", "adult")).doesNotContain("adult");
        String many = IntStream.range(0, 100).mapToObj(i -> "name" + i + ".example").collect(Collectors.joining("\n"));
        Files.writeString(file, many);
        run(0, "import", file.toString(), "--name", "adult", "--category", "pornography", "--accept");
        Files.writeString(file, "name1.example\n");
        run(1, "import", file.toString(), "--name", "adult", "--category", "pornography");
        assertThat(run(0, "held")).contains("What it would touch: lists effect adult");
        assertThat(run(0, "effect", "adult")).contains(": 1 entry.", "this would have opened 60 requests");
        JsonNode told = json("effect", "adult");
        assertThat(told.get("opens").get("requests").asLong()).isEqualTo(60);
        assertThat(told.get("opens").get("people").asLong()).isEqualTo(20);
        assertThat(told.get("closes").get("requests").asLong()).isZero();
        assertThat(told.get("waits").get(0).asString()).contains("would shrink");
        assertThat(run(1, "effect", "adlt")).contains("did you mean 'adult'?");
        assertThat(run(0, "sources", "on", "ut1", "--look-first")).contains("ut1 is on");
        assertThat(folder.resolve("var/lists/ut1/source")).content().contains("first held");
    }

    @Test
    void anEditIsTriedOutItsEffectToldAndThenMadeInEarnest() throws Exception {
        importing(100, 0);
        counted("www.chess.example", 60);
        assertThat(run(0, "add", "chess.example", "--category", "games", "--why", "a club", "--shadow"))
                .contains(
                        "chess.example would be in games. It is tried out as edit 1 and changes no answer: lists effect"
                                + " --edit 1, then lists take 1 or lists withdraw 1.");
        assertThat(run(0, "why", "chess.example")).contains("in shadow");
        assertThat(run(0, "status")).contains("One edit is only tried out: lists edits --shadow");
        assertThat(run(0, "edits", "--shadow")).contains("add chess.example, games; in shadow", "“a club”");
        assertThat(run(0, "effect", "--edit", "1")).contains("add chess.example, games; in shadow",
                "In the last seven days this would have closed 60 requests, from at least 20 people",
                "Make it in earnest: lists take 1.");
        JsonNode told = json("effect", "--edit", "1");
        assertThat(told.get("closes").get("requests").asLong()).isEqualTo(60);
        assertThat(told.get("edit").get("state").asString()).isEqualTo("IN_SHADOW");
        assertThat(run(1, "effect", "--edit", "7")).contains("edit 7 is not tried out", "lists edits --shadow");
        assertThat(run(2, "effect")).contains("say of what: the name of a list, or --edit N");
        assertThat(run(2, "effect", "games", "--edit", "1")).contains("say of what");
        assertThat(run(0, "take", "1", "--why", "nobody asked for it in lessons"))
                .contains("Edit 1 is made in earnest, as edit 2; a running gateway takes it up within a second.");
        assertThat(run(0, "why", "chess.example")).contains("games");
        assertThat(run(1, "withdraw", "1")).contains("edit 1 is not proposed: it is taken");
        assertThat(run(0, "history", "edits")).contains("in shadow edit 1", "taken edit 1", "edited edit 2");
    }

    /// Writes down that a site was asked for today, as a gateway does.
    private void counted(String host, int requests) throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        Path day = Files.createDirectories(folder.resolve("var/asked")).resolve(today.toString());
        String before = Files.exists(day)
                ? Files.readString(day).replaceFirst("check .*\n", "")
                : "schoolgate-asked 1\nday " + today + "\nleft 0\n";
        String text = before + host + " pupils unlisted " + requests / 3 + " 10:" + requests + "\n";
        var crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        Files.writeString(day, text + String.format("check %08x\n", crc.getValue()));
    }

    @Test
    void editsAreMadeToldUndoneAndExported() throws Exception {
        importing(100, 0);
        assertThat(run(1, "add", "chess.example", "--category", "games", "--until", "2099-01-31"))
                .contains("more than ten years away");
        assertThat(run(1, "add", "chess.example", "--category", "games", "--until", "soon"))
                .contains("'soon' is no day; write it as 2027-01-31");
        assertThat(run(0, "add", "chess.example", "--category", "games", "--why", "a club", "--review",
                LocalDate.now(ZoneOffset.UTC).toString())).contains("chess.example is now in games", "It is edit 1.");
        assertThat(run(0, "move", "name7.example", "--from", "games", "--to", "education")).contains("education");
        Path csv = Files.writeString(folder.resolve("many.csv"),
                "site,category,reason\na.example,chat,\"one, two\"\ncom,chat,\n");
        assertThat(run(1, "bulk", csv.toString(), "--all-or-nothing")).contains("line 3: com: refused: ",
                "line 2: a.example: not written", "Nothing was changed.");
        assertThat(run(0, "bulk", csv.toString())).contains("1 in force, 0 proposed, 0 so already, 1 refused.");
        assertThat(run(0, "edits")).contains("add chess.example, games; in force; by ", "(command line); “a club”",
                "“one, two”");
        assertThat(json("edits", "--due")).hasSize(1);
        assertThat(run(0, "keep", "1")).contains("Edit 1 stays.");
        assertThat(json("edits", "--due")).isEmpty();
        assertThat(run(0, "undo", "1", "--why", "the club is over")).contains("Edit 1 is undone");
        assertThat(run(0, "why", "chess.example")).contains("No list that may be shown names it.", "Edits:",
                "“the club is over”");
        assertThat(run(0, "why", "name3.example")).contains("name3.example is in games: games, version ",
                "line 4; since version", "or before");
        assertThat(json("why", "http://name3.example/").get("lists").get(0).get("line").asInt()).isEqualTo(4);
        assertThat(run(0, "history", "edits")).contains("kept edit 1", "undone edit 1");
        Path archive = folder.resolve("all.zip");
        assertThat(run(0, "export", archive.toString())).contains("left out");
        assertThat(archive).isNotEmptyFile();
        assertThat(run(1, "export", archive.toString())).contains("all.zip");
    }

    @Test
    void editsForSomeGroupsSayForWhomTheyAre() throws Exception {
        importing(100, 0);
        assertThat(run(0, "add", "chess.example", "--category", "games", "--group", "infants", "--group", "year-4"))
                .contains("chess.example is now in games for infants, year-4.");
        assertThat(run(1, "remove", "name3.example", "--group", "infnats")).contains("did you mean 'infants'?");
        assertThat(run(1, "add", "nude.example", "--category", "pornography", "--group", "infants"))
                .contains("the category pornography is locked, which is the same for everybody");
        assertThat(run(0, "move", "name7.example", "--from", "games", "--to", "education", "--group", "teachers"))
                .contains("education for teachers");
        Path csv = Files.writeString(folder.resolve("groups.csv"),
                "site,category,groups\na.example,chat,infants year-4\nb.example,chat,\nc.example,chat,nobody\n");
        assertThat(run(0, "bulk", csv.toString(), "--group", "staff")).contains("line 4: c.example: refused: ",
                "2 in force, 0 proposed, 0 so already, 1 refused.");
        assertThat(run(0, "edits")).contains("add a.example, chat; for infants, year-4 alone; in force",
                "add b.example, chat; for staff alone");
        assertThat(run(0, "why", "chess.example")).contains("No list that may be shown names it.",
                "For infants:", "chess.example is in games: edits", "For year-4:", "for infants, year-4 alone");
        assertThat(run(0, "why", "name7.example")).contains("name7.example is in games", "For teachers:",
                "is in education: edits");
        assertThat(json("why", "chess.example").get("forGroups").get("infants").get(0).get("category").asString())
                .isEqualTo("games");
        assertThat(run(0, "history", "edits")).contains("add chess.example, games, for infants, year-4 alone");
    }

    @Test
    void eachSaysHowToUseIt() {
        for (String command : List.of("add", "move", "bulk", "edits", "undo", "keep", "approve", "decline", "withdraw",
                "held", "release", "drop", "versions", "rollback", "diff", "why", "history", "export")) {
            var said = new StringWriter();
            int exit = Commands.line().setOut(new PrintWriter(said, true)).execute("lists", command, "--help");
            assertThat(exit).isZero();
            assertThat(said.toString()).contains("Usage: schoolgate lists " + command, "--json");
        }
    }

    private String importing(int count, int exit) throws Exception {
        Path file = Files.writeString(folder.resolve("games.txt"), IntStream.range(0, count)
                .mapToObj(i -> "name" + i + ".example\n").collect(Collectors.joining()));
        return run(exit, "import", file.toString(), "--category", "games");
    }

    private JsonNode json(String... what) throws Exception {
        return JsonMapper.shared().readTree(run(0, Stream.concat(Stream.of(what), Stream.of("--json"))
                .toArray(String[]::new)));
    }

    private String run(int exit, String... what) throws Exception {
        Curl.Result result = Product.command(List.of(), Stream.of(Stream.of("lists"), Stream.of(what),
                Stream.of("--data", folder.resolve("var").toString())).flatMap(words -> words).toArray(String[]::new));
        assertThat(result.exit()).as(result.text()).isEqualTo(exit);
        return result.text();
    }
}
