package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Decides whether a new version of a list may come into force by itself.
final class Guards {

    /// So many entries more or fewer are never too many, however short a list is.
    static final long FEW = 10;

    private final Shelf shelf;
    private final ImportOptions options;

    Guards(Shelf shelf, ImportOptions options) {
        this.shelf = shelf;
        this.options = options;
    }

    /// Why a version has to wait for a person; empty where it need not.
    ///
    /// @param before the version in force; the first import is held for what is protected, or because it is the first
    /// @param badLines what is to be said of its bad lines, where they are too many
    List<HeldReason> reasons(Optional<StoredList> before, StoredList fresh, Optional<String> badLines)
            throws IOException {
        List<HeldReason> reasons = new ArrayList<>();
        badLines.ifPresent(said -> reasons.add(new HeldReason(HeldReason.Kind.BAD_LINES, said)));
        if (before.isPresent()) {
            size(before.get().header(), fresh.header()).ifPresent(reasons::add);
            putAside(fresh.header()).ifPresent(reasons::add);
        } else if (options.guard().firstWaits()) {
            reasons.add(new HeldReason(HeldReason.Kind.NEW, "'" + fresh.header().name()
                    + "' is new here, and comes into force once somebody has seen what it would touch"));
        }
        new Protection(shelf.rules().protectedNames().get(), fresh.header().name(), shelf)
                .of(before, fresh, shelf).ifPresent(reasons::add);
        return reasons;
    }

    private Optional<HeldReason> size(StoredHeader before, StoredHeader fresh) {
        long change = fresh.entries() - before.entries();
        Guard guard = options.guard();
        if (-change > FEW && -change * 100 > before.entries() * guard.shrinkPercent()) {
            return Optional.of(new HeldReason(HeldReason.Kind.SHRANK, change(before, fresh, "shrink",
                    guard.shrinkPercent())));
        }
        return change > FEW && change * 100 > before.entries() * guard.growPercent()
                ? Optional.of(new HeldReason(HeldReason.Kind.GREW, change(before, fresh, "grow", guard.growPercent())))
                : Optional.empty();
    }

    private static String change(StoredHeader before, StoredHeader fresh, String how, int percent) {
        return String.format(Locale.UK, "'%s' would %s from %d to %d entries, by more than %d in a hundred",
                fresh.name(), how, before.entries(), fresh.entries(), percent);
    }

    /// Whether somebody has gone back from this very content, and nobody has put it in force since.
    private Optional<HeldReason> putAside(StoredHeader fresh) throws IOException {
        for (StoredList version : shelf.versions(fresh.name())) {
            if (version.header().sha256().equals(fresh.sha256())) {
                return Optional.empty();
            }
            if (version.header().insteadOf().contains(fresh.sha256())) {
                return Optional.of(new HeldReason(HeldReason.Kind.ROLLED_BACK, "'" + fresh.name()
                        + "' has the very content again from which somebody went back to "
                        + version.header().again().orElse("an older version")));
            }
        }
        return Optional.empty();
    }
}
