package org.schoolgate.review.journal;

import java.io.InterruptedIOException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A process of ours that keeps a journal, and what it says. Closing kills it.
final class RunningJournal implements AutoCloseable {

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Thread reader;

    private RunningJournal(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /// Starts one, and waits until it is ready.
    ///
    /// @param program its main class
    /// @param natives where the driver's library is unpacked
    static RunningJournal start(Class<?> program, Path natives, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.sqlite.tmpdir=" + natives, "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), program.getName()));
        command.addAll(arguments);
        RunningJournal running = new RunningJournal(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
        if (!running.next().equals("ready")) {
            running.close();
            throw new IOException("it did not get ready");
        }
        return running;
    }

    private void read() {
        // The kill may cut the last line, and only whole lines end in what closes them.
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException killed) {
            // What it had said by then is there.
        }
    }

    /// Tells it something, and gives its next line.
    String ask(String order) throws Exception {
        tell(order);
        return next();
    }

    void tell(String order) {
        try {
            process.outputWriter(StandardCharsets.US_ASCII).append(order).append('\n').flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /// What it says next, within a minute.
    String next() throws Exception {
        String line = said.poll(60, TimeUnit.SECONDS);
        if (line == null) {
            throw new IOException("it says nothing; is it alive: " + process.isAlive());
        }
        return line;
    }

    /// What it has said and nobody has read.
    Queue<String> unread() {
        return said;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    void signal(String name) throws Exception {
        SmallDisk.run(List.of("kill", "-" + name, Long.toString(pid())));
    }

    @Override
    public void close() throws IOException {
        kill();
    }

    /// Kills it without warning, and waits until all it has said was read.
    void kill() throws IOException {
        try {
            // Unlike the process's own method, this leaves what it has said to be read.
            process.toHandle().destroyForcibly();
            process.waitFor();
            reader.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(stop.getMessage());
        }
    }
}
