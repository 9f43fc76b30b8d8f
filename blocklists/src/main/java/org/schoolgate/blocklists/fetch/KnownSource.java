package org.schoolgate.blocklists.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A source, and how it is.
///
/// @param settings those in force; empty where there are none that can be used
/// @param there whether the school has it; otherwise the program only knows of it
/// @param mistakes what is wrong with its file, each with line and way out; what it said before is in force meanwhile
/// @param busy whether somebody fetches just now, be it this or another source
public record KnownSource(String name, Optional<SourceSettings> settings, boolean there, List<String> mistakes,
        SourceStatus status, boolean busy) {

    public KnownSource {
        mistakes = List.copyOf(mistakes);
    }

    /// In a word.
    public enum State {
        /// The program knows it, the school has not switched it on.
        OFFERED("not set up"),
        /// It is switched off.
        OFF("off"),
        /// Its settings cannot be used.
        WRONG("wrong settings"),
        /// It is being fetched.
        RUNNING("fetching"),
        /// It was never fetched so far.
        NEW("not fetched yet"),
        /// It has not been fetched for more than twice its period.
        OLD("old"),
        /// It could not be fetched the last time.
        FAILING("failing"),
        /// All is well.
        FRESH("fresh");

        private final String title;

        State(String title) {
            this.title = title;
        }

        /// For people.
        public String title() {
            return title;
        }
    }

    public State state(Instant now) {
        if (settings.isEmpty()) {
            return there ? State.WRONG : State.OFFERED;
        }
        if (!settings.get().on()) {
            return there ? State.OFF : State.OFFERED;
        }
        if (busy && status.running().isPresent()) {
            return State.RUNNING;
        }
        if (isOld(now)) {
            return State.OLD;
        }
        boolean failing = status.failures() > 0 || isInterrupted();
        return failing ? State.FAILING : status.succeeded().isEmpty() ? State.NEW : State.FRESH;
    }

    /// Whether an update has ended without a word, as the power or the program did.
    public boolean isInterrupted() {
        return !busy && status.running().isPresent();
    }

    /// How long ago the list in force was last found to be what its publisher has; empty where that never was.
    public Optional<Duration> age(Instant now) {
        return status.succeeded().map(succeeded -> Duration.between(succeeded, now));
    }

    /// Whether it is on, was fetched once, and has not been for more than twice its period.
    public boolean isOld(Instant now) {
        return settings.filter(SourceSettings::on)
                .flatMap(on -> age(now).filter(age -> age.compareTo(on.timing().every().multipliedBy(2)) > 0))
                .isPresent();
    }

    /// How it is, in whole sentences.
    public String words(Instant now) {
        State state = state(now);
        var words = new StringBuilder();
        age(now).ifPresent(age -> words.append("It was last fetched ").append(Amounts.about(age)).append(" ago. "));
        switch (state) {
            case OFFERED -> words.append("It is not set up. ");
            case OFF -> words.append("It is switched off. ");
            case WRONG -> words.append("Its settings cannot be used. ");
            case RUNNING -> words.append("It is being fetched. ");
            case NEW -> words.append("It has not been fetched yet. ");
            case OLD -> words.append("That is more than twice its period. ");
            case FAILING, FRESH -> {
            }
        }
        if (isInterrupted()) {
            words.append("The update of ").append(status.running().orElse(now))
                    .append(" was interrupted; the list before it"
                            + " serves. ");
        }
        if (!status.wrong().isEmpty()) {
            words.append(
                    status.failures() > 1
                            ? "It failed " + status.failures() + " times in a row, the last time: "
                            : "It"
                                    + " went wrong: ")
                    .append(status.wrong()).append(status.wrong().endsWith(".") ? " " : ". ");
        }
        mistakes.forEach(mistake -> words.append(mistake).append(". "));
        return words.toString().strip();
    }
}
