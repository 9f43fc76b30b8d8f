package org.schoolgate.blocklists.fetch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How it went with a source so far. [StateFile] keeps it.
///
/// @param running since when an update runs; one that was interrupted leaves it behind
/// @param tried when it was last tried
/// @param succeeded when what is in force was last found to be what the publisher has
/// @param changed when another version last came into force
/// @param due when it is next tried by itself; empty for at once
/// @param failures how many times in a row it has failed
/// @param wrong what went wrong the last time, in words that carry no secret; empty where nothing did
/// @param refused what names the content that was refused last, together with all that it was held against; empty where none was
/// @param costs what the last change took
/// @param inForce what names the content in force
public record SourceStatus(Optional<Instant> running, Optional<Instant> tried, Optional<Instant> succeeded,
        Optional<Instant> changed, Optional<Instant> due, int failures, String wrong, String refused, Costs costs,
        InForce inForce) {

    /// Nothing has been tried yet, or nobody knows.
    public static final SourceStatus UNKNOWN = new SourceStatus(Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), 0, "", "", new Costs(0, Duration.ZERO, Duration.ZERO),
            new InForce("", Validators.NONE, "", ""));

    /// The longest words of what went wrong, in characters.
    static final int LONGEST = 600;

    /// What a change took.
    ///
    /// @param bytes fetched
    /// @param fetching from the question to the last byte, and its proof
    /// @param building from there to being in force
    public record Costs(long bytes, Duration fetching, Duration building) {}

    /// What is in force. Where the list has another version by now, be it by hand or as an update ended on its last step, none of it holds.
    ///
    /// @param version what the list calls it
    /// @param validators what the publisher calls it
    /// @param content what names the content of the file
    /// @param settings what names the settings that say how it is read; with others it is to be read anew
    public record InForce(String version, Validators validators, String content, String settings) {}

    SourceStatus begun(Instant at) {
        return new SourceStatus(Optional.of(at), Optional.of(at), succeeded, changed, due, failures, wrong, refused,
                costs,
                inForce);
    }

    /// The publisher has what is in force.
    SourceStatus same(Instant at, InForce as, Instant next) {
        return new SourceStatus(Optional.empty(), tried, Optional.of(at), changed, Optional.of(next), 0, "", "", costs,
                as);
    }

    SourceStatus changed(Instant at, InForce to, Costs took, Instant next) {
        return new SourceStatus(Optional.empty(), tried, Optional.of(at), Optional.of(at), Optional.of(next), 0, "",
                "", took, to);
    }

    /// The same, with what was refused.
    SourceStatus refusing(String what) {
        return new SourceStatus(running, tried, succeeded, changed, due, failures, wrong, what, costs, inForce);
    }

    SourceStatus failed(String words, Instant next) {
        return new SourceStatus(Optional.empty(), tried, succeeded, changed, Optional.of(next), failures + 1,
                bounded(words), refused, costs, inForce);
    }

    /// The same, with words for what is wrong with it itself.
    SourceStatus saying(String words) {
        return new SourceStatus(running, tried, succeeded, changed, due, failures, bounded(words), refused, costs,
                inForce);
    }

    private static String bounded(String words) {
        String line = words.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
