package org.schoolgate.review.journal;

import java.io.InterruptedIOException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A small real disk of its own, which only the super-user can mount; a test that wants one is left out for others.
final class SmallDisk implements AutoCloseable {

    /// Tells an ext4 file system to write nothing more, not even what it holds: `FS_IOC_SHUTDOWN` without its journal.
    private static final String CUT = """
        import fcntl, os, struct, sys
        disk = os.open(sys.argv[1], os.O_RDONLY)
        print('ready', flush=True)
        sys.stdin.readline()
        fcntl.ioctl(disk, 0x8004587d, struct.pack('I', 2))""";
    private static final int TRIES = 50;

    private final List<String> mount;
    private final Path at;

    private SmallDisk(Path at, List<String> mount) throws Exception {
        this.at = at;
        this.mount = mount;
        loadDriver();
        assumeThat(run(mount)).as("mounting a disk needs the super-user").isTrue();
    }

    /// The driver unpacks its library beside the first store that a process opens, and maps it for good: were that on this disk, the disk
    /// would lack the space and stay busy for ever.
    private static void loadDriver() throws SQLException {
        DriverManager.getConnection("jdbc:sqlite::memory:").close();
    }

    /// A disk in memory.
    ///
    /// @param size as `mount` takes it, such as `2m`
    static SmallDisk inMemory(Path at, String size) throws Exception {
        return new SmallDisk(at, List.of("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", at.toString()));
    }

    /// An ext4 file system in a file of that many MiB.
    static SmallDisk ext4(Path at, Path image, int mebibytes) throws Exception {
        Files.write(image, new byte[mebibytes << 20]);
        assumeThat(run(List.of("mkfs.ext4", "-q", "-F", image.toString()))).as("mkfs.ext4").isTrue();
        return new SmallDisk(at, List.of("mount", "-o", "loop,errors=remount-ro", image.toString(), at.toString()));
    }

    /// Nothing reaches the disk from now on, and what has not reached it yet never will: the power is cut. Unlike with a real cut those who
    /// write live on for a moment, and may be told that a call which was under way went well.
    ///
    /// @param before runs at the last moment before
    void cutPower(Runnable before) throws Exception {
        Process cut = new ProcessBuilder("python3", "-c", CUT, at.toString()).redirectErrorStream(true).start();
        assertThat(cut.inputReader().readLine()).isEqualTo("ready");
        before.run();
        cut.outputWriter().append('\n').flush();
        assertThat(cut.waitFor()).as("cutting the power").isZero();
    }

    /// Takes it out and puts it in again, as at the start of a machine.
    void mountAgain() throws Exception {
        close();
        assertThat(run(mount)).as("mounting again").isTrue();
    }

    /// The file system finds an error, and nothing is written to it from now on; what is there can be read. It is mounted again to be
    /// written to.
    void failToReadOnly() throws Exception {
        String device = Files.readAllLines(Path.of("/proc/mounts")).stream().map(line -> line.split(" "))
                .filter(words -> words[1].equals(at.toString())).map(words -> words[0]).findFirst().orElseThrow();
        Path trigger = Path.of("/sys/fs/ext4").resolve(Path.of(device).getFileName()).resolve("trigger_fs_error");
        Files.writeString(trigger, "a test");
    }

    /// What closes on it may take a moment.
    @Override
    public void close() throws IOException {
        try {
            for (int tries = 0; tries < TRIES; tries++) {
                if (run(List.of("umount", at.toString()))) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            run(List.of("umount", "-l", at.toString()));
            throw new IOException("the disk stayed busy; it goes when whoever holds it ends: " + at);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(stop.getMessage());
        }
    }

    static boolean run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
