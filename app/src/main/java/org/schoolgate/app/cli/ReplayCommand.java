package org.schoolgate.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.schoolgate.app.replay.Replay;
import org.schoolgate.app.replay.Replayed;
import org.schoolgate.app.wiring.StorePlace;
import org.schoolgate.review.store.AccessFilter;
import org.schoolgate.review.store.AccessPage;
import org.schoolgate.review.store.Cursor;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Store;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Decides records once more by what was in force then. It reads beside the running gateway, and writes nothing.
@Command(
        name = "replay",
        description = "Decide records once more, by the policy and the list entries of then, and say whether the answer is"
                + " the same.",
        footer = {"",
            "It believes the records and their entries as they stand: that they are what was written then is what",
            "'evidence verify' shows. Exit code 1 where an answer differs, or what should be kept is not there."})
final class ReplayCommand extends PlacedCommand {

    private static final int PAGE = 500;

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "REFERENCE",
            description = "The reference of a record, such as M7QK-4TZP.")
    private @Nullable String reference;

    @Option(names = "--all", description = "All records.")
    private boolean all;

    private final Map<String, List<String>> impossible = new TreeMap<>();
    private final Map<String, Replayed> told = new LinkedHashMap<>();
    private long same;
    private long byCategory;
    private long differing;
    private long wrong;

    @Override
    public Integer call() throws IOException {
        if (all == (reference != null)) {
            throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(),
                    "say which record: its reference, or --all");
        }
        try (Store store = StorePlace.toRead(places.data(), places.configuration().gateway());
                Replay replay = new Replay(store.texts()::find)) {
            if (reference == null) {
                replayAll(store, replay);
            } else {
                List<RecordedAccess> found = store.accesses().findByReference(reference);
                if (found.isEmpty()) {
                    throw new Failure("no record has the reference " + reference + ".");
                }
                found.forEach(access -> take(access, replay.replay(access)));
            }
        }
        if (output.isJson()) {
            output.json(asMap());
        } else {
            tell(output.out());
        }
        return differing + wrong == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void replayAll(Store store, Replay replay) {
        long records = store.chain().head().size();
        long done = 0;
        try (ProgressLine progress = new ProgressLine(output.out(), !output.isJson())) {
            Optional<Cursor> cursor = Optional.empty();
            do {
                AccessPage page = store.accesses().page(AccessFilter.ALL, cursor, PAGE);
                for (RecordedAccess access : page.accesses()) {
                    take(access, replay.replay(access));
                    progress.show("Deciding once more", ++done, records);
                }
                cursor = page.older();
            } while (cursor.isPresent());
        }
    }

    private void take(RecordedAccess access, Replayed replayed) {
        switch (replayed) {
            case Replayed.Same(boolean sealed) -> {
                same++;
                byCategory += sealed ? 1 : 0;
                if (!all) {
                    told.put(access.reference(), replayed);
                }
            }
            case Replayed.Differs _ -> {
                differing++;
                told.put(access.reference(), replayed);
            }
            case Replayed.Impossible(String why, boolean isWrong) -> {
                impossible.computeIfAbsent(why, _ -> new ArrayList<>()).add(access.reference());
                wrong += isWrong ? 1 : 0;
            }
        }
    }

    private long impossible() {
        return impossible.values().stream().mapToLong(List::size).sum();
    }

    private void tell(PrintWriter out) {
        told.forEach((which, replayed) -> out.println(which + "  " + words(replayed)));
        impossible.forEach((why, which) -> out.println(
                (which.size() == 1 ? which.getFirst() : String.format("%,d records", which.size()))
                        + "  cannot be replayed: " + why + "."));
        out.printf("%,d the same%s, %,d different, %,d cannot be replayed.%n", same,
                byCategory == 0 ? "" : String.format(" (%,d of them by their categories alone: sealed)", byCategory),
                differing, impossible());
        out.flush();
    }

    private static String words(Replayed replayed) {
        return switch (replayed) {
            case Replayed.Same(boolean sealed) -> "the same"
                    + (sealed ? ": rule and answer, from the categories alone; the address is sealed" : "");
            case Replayed.Differs(var differences) -> "DIFFERENT: " + differences.stream().map(difference -> difference
                    .what() + " then '" + difference.then() + "', now '" + difference.now() + "'")
                    .collect(Collectors.joining("; "));
            case Replayed.Impossible(String why, var _) -> "cannot be replayed: " + why;
        };
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("same", same);
        map.put("byCategoryAlone", byCategory);
        map.put("different", differing);
        map.put("impossible", impossible());
        map.put("differences", told.entrySet().stream()
                .filter(one -> one.getValue() instanceof Replayed.Differs)
                .map(one -> Map.of("reference", one.getKey(), "differences",
                        ((Replayed.Differs) one.getValue()).differences()))
                .toList());
        map.put("reasons", impossible.entrySet().stream().map(one -> Map.of("why", one.getKey(), "references",
                one.getValue())).toList());
        return map;
    }
}
