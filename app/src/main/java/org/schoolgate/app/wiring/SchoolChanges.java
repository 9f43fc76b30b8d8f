package org.schoolgate.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.build.SchoolEdit;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.KeptText;
import org.schoolgate.review.Changes;

/// Reads kept policies and the file of edits, for the review of a year.
record SchoolChanges(Supplier<Snapshot> current) implements Changes {

    @Override
    public List<String> between(KeptText before, KeptText after) {
        if (ConfigurationReader.keptPolicy(before) instanceof Read.Good<SchoolPolicy>(SchoolPolicy then, var _)
                && ConfigurationReader.keptPolicy(after) instanceof Read.Good<SchoolPolicy>(SchoolPolicy now, var _)) {
            List<String> sentences = new PolicyDifference(then, now).sentences();
            return sentences.isEmpty() ? List.of("Nothing but how the file is written.") : sentences;
        }
        return List.of("What changed cannot be told: this version of the program does not read one of the two files.");
    }

    @Override
    public List<Edited> edits(Instant from, Instant until, int most) {
        Snapshot now = current.get();
        try {
            List<Edited> edits = now.listLibrary().editing().all().stream()
                    .flatMap(edit -> edited(edit, now.policy().categories().find(edit.category())))
                    .filter(edit -> !edit.at().isBefore(from) && edit.at().isBefore(until))
                    .sorted(Comparator.comparing(Edited::at)).toList();
            return edits.subList(Math.max(0, edits.size() - most), edits.size());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file of edits cannot be read", unreadable);
        }
    }

    /// What came into force, and what went out of it again: the end of an edit is told as its opposite. A proposal of undoing
    /// stands with the edit that it is about.
    private static Stream<Edited> edited(SchoolEdit edit, Optional<Category> category) {
        if (edit.kind() == SchoolEdit.Kind.UNDO) {
            return Stream.empty();
        }
        boolean adds = edit.kind() == SchoolEdit.Kind.ADD;
        String title = category.map(Category::title).orElse(edit.category());
        return Stream.concat(edit.since().stream().map(since -> new Edited(since, adds, title, edit.entry())),
                edit.ended().filter(_ -> edit.since().isPresent()).stream()
                        .map(end -> new Edited(end.at(), !adds, title, edit.entry())));
    }
}
