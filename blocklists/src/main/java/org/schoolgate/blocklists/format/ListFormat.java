package org.schoolgate.blocklists.format;

/// One way to write a list. A format itself keeps nothing, so any thread may use it.
public interface ListFormat {

    /// How reports call it, such as `hosts file`.
    String title();

    /// Begins a file.
    Lines begin();

    /// Whether a line looks as if it were written in this format and in no other, for finding out which one a file is in.
    boolean claims(String line);

    /// Reads one file, from its first line to its last. Keeps what later lines need of earlier ones, never more than a few
    /// of them; for one thread.
    @FunctionalInterface
    interface Lines {

        /// Reads the next line, without its line end. Never throws, whatever stands in it.
        Reading read(String line);

        /// Whether the next line, where [PlainName] tells it for a name as it stands, would be read as that name. Whoever reads many
        /// lines may then leave it out.
        default boolean hasPlainNames() {
            return false;
        }
    }
}
