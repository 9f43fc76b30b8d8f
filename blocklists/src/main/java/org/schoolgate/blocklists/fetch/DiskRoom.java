package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room on the disk that lists are fetched to. Flagged accesses are written to it as well, and what cannot be written closes the
/// gate: so a fetch leaves some room.
///
/// @param reserve what a fetch leaves free, in bytes
record DiskRoom(Path folder, long reserve) {

    /// What a fetch leaves free where nothing else is said.
    static final long RESERVE = 64L << 20;

    /// @param more how many bytes are to come
    /// @throws FetchException where there is no room for them
    void check(long more) throws FetchException, IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free - reserve < more) {
            throw full(free);
        }
    }

    /// Whether a write has failed because there was no room.
    boolean isFull(IOException failed) throws IOException {
        return String.valueOf(failed.getMessage()).contains("No space left on device")
                || Files.getFileStore(folder).getUsableSpace() < 1 << 16;
    }

    FetchException full() throws IOException {
        return full(Files.getFileStore(folder).getUsableSpace());
    }

    private FetchException full(long free) {
        return new FetchException("the disk is full: " + Amounts.shown(free) + " are free where the lists are kept ("
                + folder + "), of which " + Amounts.text(reserve) + " stay free for records; make room");
    }
}
