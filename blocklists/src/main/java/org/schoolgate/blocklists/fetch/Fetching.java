package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.schoolgate.blocklists.fetch.FetchFolder.Note;

/// Brings what a source has here, whole and proved. One at a time; [#stop] may come from another thread.
final class Fetching {

    private final InstantSource clock;
    private final Optional<SSLContext> trust;
    private final long reserve;
    private volatile @Nullable Requests running;
    private volatile boolean stopped;

    /// @param trust which certificates are good; empty for those that Java trusts
    /// @param reserve what a fetch leaves free on the disk, in bytes
    Fetching(InstantSource clock, Optional<SSLContext> trust, long reserve) {
        this.clock = clock;
        this.trust = trust;
        this.reserve = reserve;
    }

    /// What came of it.
    sealed interface Fetched {

        /// The publisher says that it is what is in force.
        record Unchanged() implements Fetched {}

        /// It is here.
        ///
        /// @param file to be imported
        /// @param bytes its size
        /// @param content what names its content
        record Ready(Path file, Validators validators, long bytes, String content) implements Fetched {}
    }

    /// @param list the list's folder
    /// @param inForce what the publisher calls what is in force
    Fetched fetch(SourceSettings settings, Path list, Validators inForce, Step.Told told)
            throws FetchException, IOException {
        var folder = new FetchFolder(list.resolve("fetch"));
        var disk = new DiskRoom(list, reserve);
        try (var requests = new Requests(settings, trust, Deadline.in(settings.limits().time()))) {
            running = requests;
            if (stopped) {
                throw new FetchException("the gateway was stopped");
            }
            var proofs = new Proofs(settings, requests, clock);
            return switch (settings.from().orElseThrow(() -> new FetchException("nothing says where the list is"))) {
                case Where.Web(URI address) -> web(settings, address, folder, disk, requests, proofs, inForce, told);
                case Where.Local(Path path) -> local(settings, path, folder, disk, proofs, told);
            };
        } catch (IOException failed) {
            if (disk.isFull(failed)) {
                folder.clear();
                throw disk.full();
            }
            throw failed;
        } finally {
            running = null;
        }
    }

    private Fetched web(SourceSettings settings, URI address, FetchFolder folder, DiskRoom disk, Requests requests,
            Proofs proofs, Validators inForce, Step.Told told) throws FetchException, IOException {
        var download = new Download(settings, address, folder, disk, requests,
                Deadline.in(settings.limits().time()), clock, told);
        if (!download.fetch(inForce)) {
            return new Fetched.Unchanged();
        }
        Validators validators = folder.note().map(Note::validators).orElse(Validators.NONE);
        if (folder.note().filter(Note::coded).isPresent()) {
            Whole.unwrap(folder.whole());
        }
        return proved(settings, folder, proofs, validators, told);
    }

    private static Fetched local(SourceSettings settings, Path path, FetchFolder folder, DiskRoom disk, Proofs proofs,
            Step.Told told) throws FetchException, IOException {
        if (Files.isDirectory(path)) {
            return new Fetched.Ready(path, Validators.NONE, 0, fingerprint(path));
        }
        if (!Files.isReadable(path)) {
            throw new FetchException("there is no file " + path + " that can be read");
        }
        long size = Files.size(path);
        if (size > settings.limits().bytes()) {
            throw new FetchException("it is too big: " + Amounts.shown(size) + ", and no more than "
                    + Amounts.text(settings.limits().bytes()) + " are taken; if it is meant, write more after 'size'");
        }
        disk.check(size);
        told.step(settings.name(), Step.FETCHING, 0, size);
        folder.begin(new Note(path.toString(), Validators.NONE, size, false));
        Files.copy(path, folder.part(), StandardCopyOption.REPLACE_EXISTING);
        folder.complete();
        return proved(settings, folder, proofs, Validators.NONE, told);
    }

    /// What does not prove good is no use to the next time either.
    private static Fetched proved(SourceSettings settings, FetchFolder folder, Proofs proofs, Validators validators,
            Step.Told told) throws FetchException, IOException {
        long size = Files.size(folder.whole());
        told.step(settings.name(), Step.PROVING, 0, 0);
        try {
            proofs.check(folder.whole());
            Whole.prove(folder.whole());
        } catch (FetchException wrong) {
            folder.clear();
            throw wrong;
        }
        return new Fetched.Ready(folder.whole(), validators, size, Proofs.digest(folder.whole(), "SHA-256"));
    }

    /// What changes when a file in the folder does, by names, sizes and times.
    private static String fingerprint(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, 5)) {
            files = walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).sorted().toList();
        }
        var all = new StringBuilder();
        for (Path file : files) {
            all.append(folder.relativize(file)).append(' ').append(Files.size(file)).append(' ')
                    .append(Files.getLastModifiedTime(file)).append('\n');
        }
        return HexFormat.of().formatHex(Proofs.sha256(all.toString()));
    }

    /// Ends what runs, and whatever is asked afterwards.
    void stop() {
        stopped = true;
        Requests now = running;
        if (now != null) {
            now.close();
        }
    }

    boolean isStopped() {
        return stopped;
    }
}
