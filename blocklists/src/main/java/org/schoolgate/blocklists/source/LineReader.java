package org.schoolgate.blocklists.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads a text line by line, whatever its line ends, and never holds more of a line than 4 KiB. A byte-order mark at
/// the beginning is dropped; bytes that are no UTF-8 become U+FFFD.
public final class LineReader {

    /// The longest line that is read, in bytes.
    public static final int LONGEST = 4096;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] line = new byte[LONGEST];
    private int at;
    private int end;
    private int length;
    private boolean tooLong;
    private long number;

    /// The caller closes the stream.
    public LineReader(InputStream in) {
        this.in = in;
    }

    /// Moves to the next line; false at the end.
    public boolean next() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            byte b = buffer[at++];
            if (b == '\n') {
                break;
            }
            if (length < LONGEST) {
                line[length++] = b;
            } else {
                tooLong = true;
            }
        }
        if (any) {
            number++;
        }
        return any;
    }

    /// The line, without its end; its first 4 KiB where it is longer.
    public String line() {
        return new String(line, from(), to() - from(), StandardCharsets.UTF_8);
    }

    /// The array that holds the line's bytes, until the next line.
    public byte[] bytes() {
        return line;
    }

    /// Where the line begins in [#bytes].
    public int from() {
        return number == 1 && length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf
                ? 3
                : 0;
    }

    /// Where the line ends in [#bytes], without its end.
    public int to() {
        return length > from() && line[length - 1] == '\r' ? length - 1 : length;
    }

    /// Whether the line was longer than 4 KiB.
    public boolean tooLong() {
        return tooLong;
    }

    /// The number of the line, from 1.
    public long number() {
        return number;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }
}
