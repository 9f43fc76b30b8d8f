package org.schoolgate.app.wiring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.blocklists.index.Edit;
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
            List<Edited> edits = now.library().edits().stream()
                    .map(edit -> edited(edit, now.policy().categories().find(edit.category())))
                    .filter(edit -> !edit.at().isBefore(from) && edit.at().isBefore(until)).toList();
            return edits.subList(Math.max(0, edits.size() - most), edits.size());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the file of edits cannot be read", unreadable);
        }
    }

    /// Of a category that is there no longer it is not known whether it was sealed, so that the entry is not told.
    private static Edited edited(Edit edit, Optional<Category> category) {
        return new Edited(Instant.parse(edit.version()), edit.adds(),
                category.map(Category::title).orElse(edit.category()),
                category.filter(known -> !known.sealed()).map(_ -> edit.entry().toString()));
    }
}
