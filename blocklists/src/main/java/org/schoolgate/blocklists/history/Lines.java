package org.schoolgate.blocklists.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// A file of lines that only grows. A last line without its end is the trace of a crash: nobody reads it, and the next line
/// takes its place. One process writes at a time, whoever holds the lock of the lists; any number may read.
public record Lines(Path file) {

    private static final int BLOCK = 1 << 16;

    /// All whole lines as one text; empty where there is no file.
    public String whole() throws IOException {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (NoSuchFileException none) {
            return "";
        }
    }

    /// Puts lines at the end in one write, synced.
    ///
    /// @param text whole lines, each with its end
    public void append(String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            long end = wholeLength(channel);
            channel.truncate(end);
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        }
    }

    /// The last lines, the last one first. Reads no more of the file than they take.
    ///
    /// @param most how many at most
    /// @param longest how many bytes of the file are read at most
    public List<String> last(int most, long longest) throws IOException {
        List<String> lines = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long end = wholeLength(channel);
            long from = end;
            byte[] tail = new byte[0];
            int whole = 0;
            while (from > 0 && whole <= most && end - from < longest) {
                int length = (int) Math.min(BLOCK + tail.length, from);
                from -= length;
                byte[] more = new byte[length + tail.length];
                read(channel, from, more, length);
                System.arraycopy(tail, 0, more, length, tail.length);
                for (int i = 0; i < length; i++) {
                    whole += more[i] == '\n' ? 1 : 0;
                }
                tail = more;
            }
            List<String> found = new String(tail, StandardCharsets.UTF_8).lines().toList();
            // The first line read may be the end of one.
            int first = from > 0 ? 1 : 0;
            for (int i = found.size() - 1; i >= first && lines.size() < most; i--) {
                lines.add(found.get(i));
            }
        } catch (NoSuchFileException none) {
            return List.of();
        }
        return lines;
    }

    private static void read(FileChannel channel, long from, byte[] into, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // Goes on until all is there.
        }
    }

    /// Where the last whole line ends.
    private static long wholeLength(FileChannel channel) throws IOException {
        long end = channel.size();
        byte[] block = new byte[BLOCK];
        while (end > 0) {
            int length = (int) Math.min(BLOCK, end);
            read(channel, end - length, block, length);
            for (int i = length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return end - length + i + 1;
                }
            }
            end -= length;
        }
        return 0;
    }
}
