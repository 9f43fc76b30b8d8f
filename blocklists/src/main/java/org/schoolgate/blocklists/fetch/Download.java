package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.schoolgate.blocklists.fetch.FetchFolder.Note;

/// One fetch of one file over HTTP into its [FetchFolder]: asks whether it has changed, goes on where an earlier one broke off, and
/// goes on by itself a few times where it breaks off. Used once, by one thread.
final class Download {

    /// How often it goes on after it broke off, before somebody else asks again later.
    private static final int GOINGS_ON = 3;

    private final SourceSettings settings;
    private final URI from;
    private final FetchFolder folder;
    private final DiskRoom disk;
    private final Requests requests;
    private final Deadline deadline;
    private final InstantSource clock;
    private final Step.Told told;

    Download(SourceSettings settings, URI from, FetchFolder folder, DiskRoom disk, Requests requests, Deadline deadline,
            InstantSource clock, Step.Told told) {
        this.settings = settings;
        this.from = from;
        this.folder = folder;
        this.disk = disk;
        this.requests = requests;
        this.deadline = deadline;
        this.clock = clock;
        this.told = told;
    }

    /// Fetches it.
    ///
    /// @param inForce what the publisher calls the file that is in force
    /// @return whether it is there whole and not yet in force; otherwise nothing has changed
    boolean fetch(Validators inForce) throws FetchException, IOException {
        long have = folder.sure();
        for (int again = 0;; again++) {
            Optional<Note> note = folder.note().filter(known -> known.from().equals(from.toString()));
            if (note.isEmpty()) {
                folder.clear();
                have = 0;
            }
            boolean waits = folder.hasWhole();
            String strong = note.map(known -> known.validators().strong()).orElse("");
            have = strong.isEmpty() || waits ? 0 : have;
            Validators known = waits ? note.map(Note::validators).orElse(Validators.NONE) : inForce;
            try (Taken taken = ask(known, have, strong)) {
                switch (taken.response().statusCode()) {
                    case 304 -> {
                        return waits;
                    }
                    case 206, 416 -> {
                        Optional<Long> total = Answers.total(taken.response(), have);
                        if (have == 0 || total.isEmpty() || note.filter(of -> of.total() >= 0)
                                .filter(of -> of.total() != total.get()).isPresent()) {
                            folder.clear();
                            throw new IOException("what is there does not fit to what would follow");
                        }
                        take(taken.response(), have, total.get());
                    }
                    case 200 -> {
                        long total = Answers.length(taken.response());
                        folder.begin(new Note(from.toString(), Answers.validators(taken.response()), total,
                                Answers.isCoded(taken.response())));
                        take(taken.response(), 0, total);
                    }
                    default -> throw Answers.refused(taken.response(), clock.instant());
                }
                folder.complete();
                return true;
            } catch (BrokenOff broken) {
                if (broken.came() == 0 || again == GOINGS_ON || deadline.isOver()) {
                    throw broken(broken.have());
                }
                have = broken.have();
            } catch (IOException failed) {
                if (disk.isFull(failed)) {
                    folder.clear();
                    throw disk.full();
                }
                if (again == GOINGS_ON || deadline.isOver()) {
                    throw failed;
                }
                have = 0;
            }
        }
    }

    private FetchException broken(long have) {
        String came = Amounts.shown(have) + " have come"
                + (have >= FetchFolder.PIECE ? ", and the next time goes on from there" : "");
        return deadline.isOver()
                ? new FetchException("it took longer than " + Amounts.text(settings.limits().time()) + "; " + came)
                : new FetchException("it broke off before its end; " + came);
    }

    private Taken ask(Validators known, long have, String strong) throws FetchException, IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean proved = settings.proof().checksum().isPresent() || settings.proof().signature().isPresent();
        headers.put("Accept-Encoding", proved ? "identity" : "gzip");
        if (!known.etag().isEmpty()) {
            headers.put("If-None-Match", known.etag());
        }
        if (!known.modified().isEmpty()) {
            headers.put("If-Modified-Since", known.modified());
        }
        if (have > 0) {
            headers.put("Range", "bytes=" + have + "-");
            headers.put("If-Range", strong);
        }
        return new Taken(requests.get(from, headers));
    }

    /// An answer whose body ends with it.
    private record Taken(HttpResponse<InputStream> response) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    private void take(HttpResponse<InputStream> response, long have, long total)
            throws FetchException, IOException, BrokenOff {
        long most = settings.limits().bytes();
        if (total > most) {
            folder.clear();
            throw tooBig(Amounts.shown(total), most);
        }
        room(Math.max(0, total - have));
        InputStream body = response.body();
        CompletableFuture<Void> late = CompletableFuture.runAsync(() -> close(body),
                CompletableFuture.delayedExecutor(deadline.left().toMillis(), TimeUnit.MILLISECONDS));
        long at = have;
        try (FileChannel part = FileChannel.open(folder.part(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            part.truncate(have);
            part.position(have);
            byte[] buffer = new byte[1 << 16];
            while (true) {
                int n = read(body, buffer, at, have);
                if (n < 0) {
                    break;
                }
                if (at + n > most) {
                    folder.clear();
                    throw tooBig("more than that", most);
                }
                write(part, ByteBuffer.wrap(buffer, 0, n));
                if (at / FetchFolder.PIECE != (at + n) / FetchFolder.PIECE) {
                    part.force(false);
                    room(FetchFolder.PIECE);
                }
                at += n;
                told.step(settings.name(), Step.FETCHING, at, Math.max(0, total));
            }
        } finally {
            late.cancel(false);
        }
        if (total >= 0 && at != total || deadline.isOver()) {
            throw new BrokenOff(at, at - have);
        }
        if (!Answers.hasEnd(response) && !Whole.isGzip(folder.part())) {
            folder.clear();
            throw new FetchException(
                    "the publisher does not say how long the file is, so that nobody can tell whether all"
                            + " of it has come; ask for another address");
        }
    }

    /// Where there is no room, what has come gives its own back.
    private void room(long more) throws FetchException, IOException {
        try {
            disk.check(more);
        } catch (FetchException full) {
            folder.clear();
            throw full;
        }
    }

    /// What cannot be read has broken off; what cannot be written is another matter.
    private static int read(InputStream body, byte[] buffer, long at, long have) throws BrokenOff {
        try {
            return body.read(buffer);
        } catch (IOException broken) {
            throw new BrokenOff(at, at - have, broken);
        }
    }

    private static void write(FileChannel part, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            part.write(bytes);
        }
    }

    private static FetchException tooBig(String size, long most) {
        return new FetchException("it is too big: " + size + ", and no more than " + Amounts.text(most)
                + " are taken; if it is meant, write more after 'size'");
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // Whoever reads it is told by that.
        }
    }

    /// It ended before its end.
    private static final class BrokenOff extends Exception {

        private static final long serialVersionUID = 1;

        private final long have;
        private final long came;

        /// @param have how much of the file is there
        /// @param came how much of that this answer has brought
        BrokenOff(long have, long came) {
            super("broken off");
            this.have = have;
            this.came = came;
        }

        BrokenOff(long have, long came, Throwable cause) {
            super("broken off", cause);
            this.have = have;
            this.came = came;
        }

        long have() {
            return have;
        }

        long came() {
            return came;
        }
    }
}
