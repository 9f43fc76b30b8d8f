package org.schoolgate.blocklists.build;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.format.Reading;
import org.schoolgate.blocklists.history.Who;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// One line of the file of edits: four words, and behind them an object of JSON with what is known beside.
///
/// ```text
/// 2026-11-25T10:00:00Z add games chess.example
/// 2026-11-25T10:00:00Z add games chess.example {"who":"jsmith","from":"command line","why":"chess club","until":"2027-01-01T00:00:00Z"}
/// 2026-11-25T10:01:00Z remove games chess.example {"groups":["sixth-form"]}
/// 2026-11-25T10:05:00Z undo - 3 {"who":"jsmith","from":"command line","why":"a slip"}
/// ```
///
/// @param number which line it is, from 1
/// @param at when
/// @param act what it does
/// @param category the category's slug; `-` where the act refers
/// @param entry the entry; empty where the act refers
/// @param groups the names of the groups that it is for, sorted; none: everybody. None where the act refers
/// @param about the number of the edit it is about; 0 where the act does not refer
/// @param basis who did it, and more
/// @param with the number of the first line of those that are one act with it: its own where it is alone
record EditLine(int number, Instant at, Act act, String category, Optional<Entry> entry, List<String> groups,
        int about, Basis basis, int with) {

    private static final int LONGEST = 8192;
    private static final JsonMapper JSON = JsonMapper.shared();

    /// What is to stand in a line that is not written yet.
    record Fresh(Act act, String category, Optional<Entry> entry, List<String> groups, int about, Basis basis) {

        static Fresh entry(Act act, String category, Entry entry, List<String> groups, Basis basis) {
            return new Fresh(act, category, Optional.of(entry), groups, 0, basis);
        }

        static Fresh about(Act act, int number, Basis basis) {
            return new Fresh(act, "-", Optional.empty(), List.of(), number, basis);
        }

        /// The same as a proposal.
        Fresh proposed() {
            return as(Act.PROPOSE_ADD, Act.PROPOSE_REMOVE);
        }

        /// The same, only tried out.
        Fresh inShadow() {
            return as(Act.SHADOW_ADD, Act.SHADOW_REMOVE);
        }

        /// The same in force.
        Fresh inForce() {
            return as(Act.ADD, Act.REMOVE);
        }

        private Fresh as(Act add, Act remove) {
            return new Fresh(act.refers() ? act : act.adds() ? add : remove, category, entry, groups, about, basis);
        }

        EditLine at(int number, Instant at, int with) {
            return new EditLine(number, at.truncatedTo(ChronoUnit.SECONDS), act, category, entry, groups,
                    about, basis, with);
        }
    }

    /// Reads a line; empty where it is none.
    static Optional<EditLine> read(String line, int number) {
        String[] words = line.split(" ", 5);
        if (words.length < 4 || line.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<Act> act = Act.of(words[1]);
        boolean refers = act.filter(Act::refers).isPresent();
        if (act.isEmpty() || refers != words[2].equals("-")) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.parse(words[0]);
            JsonNode note = words.length == 5 ? JSON.readTree(words[4]) : JSON.createObjectNode();
            if (!at.isAfter(Instant.EPOCH) || !note.isObject()) {
                return Optional.empty();
            }
            Basis basis = basis(note);
            int with = note.path("with").asInt(number);
            if (refers) {
                int about = Integer.parseInt(words[3]);
                return about > 0 && about < number
                        ? Optional.of(new EditLine(number, at, act.get(), "-", Optional.empty(), List.of(), about,
                                basis, with))
                        : Optional.empty();
            }
            return EditLog.entry(words[3]) instanceof Reading.Listed(List<Entry> entries) && entries.size() == 1
                    ? Optional.of(new EditLine(number, at, act.get(), words[2], Optional.of(entries.getFirst()),
                            groups(note), 0, basis, with))
                    : Optional.empty();
        } catch (DateTimeException | JacksonException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /// @throws IllegalArgumentException where they cannot be read: what is for a few must not become one for everybody
    private static List<String> groups(JsonNode note) {
        if (!note.has("groups")) {
            return List.of();
        }
        List<String> groups = new ArrayList<>();
        note.path("groups").forEach(group -> groups.add(group.isString() ? group.asString() : ""));
        if (groups.isEmpty() || groups.contains("")) {
            throw new IllegalArgumentException("groups without a name");
        }
        return groups.stream().distinct().sorted().toList();
    }

    private static Basis basis(JsonNode note) {
        Who who = note.has("who")
                ? new Who(note.path("who").asString(""), note.path("from").asString("not known"))
                : Who.UNKNOWN;
        return new Basis(who, note.path("why").asString(""),
                note.has("until") ? Optional.of(Instant.parse(note.path("until").asString(""))) : Optional.empty(),
                note.has("review") ? Optional.of(LocalDate.parse(note.path("review").asString(""))) : Optional.empty());
    }

    /// As it stands in the file, with its end.
    String text() {
        ObjectNode note = JSON.createObjectNode();
        if (!basis.who().equals(Who.UNKNOWN)) {
            note.put("who", basis.who().name()).put("from", basis.who().from());
        }
        if (!basis.why().isEmpty()) {
            note.put("why", basis.why());
        }
        basis.until().ifPresent(until -> note.put("until", until.toString()));
        basis.review().ifPresent(review -> note.put("review", review.toString()));
        if (!groups.isEmpty()) {
            groups.forEach(note.putArray("groups")::add);
        }
        if (with != number) {
            note.put("with", with);
        }
        return at + " " + act.word() + " " + category + " " + entry.map(Entry::toString).orElse(about + "")
                + (note.isEmpty() ? "" : " " + note) + "\n";
    }
}
