package org.schoolgate.blocklists.fetch;

/// What an update of one source does, in order.
public enum Step {
    /// It asks the publisher, and takes what comes.
    FETCHING("Fetching"),
    /// It proves that all has come, unchanged.
    PROVING("Proving"),
    /// It reads the list.
    READING("Reading"),
    /// It makes the index of all lists.
    INDEXING("Making the index");

    private final String title;

    Step(String title) {
        this.title = title;
    }

    /// For people.
    public String title() {
        return title;
    }

    /// Told how far an update is, now and then, by the thread that does it.
    @FunctionalInterface
    public interface Told {

        /// Takes note of it.
        ///
        /// @param done in bytes
        /// @param total in bytes; 0 where nobody knows
        void step(String source, Step step, long done, long total);
    }
}
