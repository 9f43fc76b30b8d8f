package org.schoolgate.proxy.log;

/// When an access log is put away, and how many old ones are kept. A new day always begins a new one.
///
/// @param largest the size in bytes from which it is put away
/// @param keep how many old ones stay, compressed; older ones are deleted
public record Rotation(long largest, int keep) {

    public Rotation {
        if (largest < 1 || keep < 0) {
            throw new IllegalArgumentException(
                    "a log is put away from 1 byte on and 0 or more are kept, not " + largest + " and " + keep);
        }
    }
}
