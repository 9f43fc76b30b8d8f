package org.schoolgate.app.asked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.schoolgate.blocklists.build.TextCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the counts, `asked/2026-11-30` for each day, for the gateway's own user alone:
///
/// ```text
/// schoolgate-asked 1
/// day 2026-11-30
/// left 0                                       requests for sites that were not told apart
/// chess.example pupils unlisted 14 8:31,9:5    site, group, listed or not, people, requests by hour
/// check 1a2b3c4d                               TextCheck, of all lines above
/// ```
///
/// @param folder made by the first file
record DayFile(Path folder) {

    private static final Logger LOG = LoggerFactory.getLogger(DayFile.class);

    private static final String HEAD = "schoolgate-asked 1";

    /// Below the data folder.
    static DayFile in(Path data) {
        return new DayFile(data.resolve("asked"));
    }

    /// One day as it is written.
    ///
    /// @param left requests for sites that were not told apart
    record Written(LocalDate date, long left, List<Counted> all) {}

    /// A day's counts.
    ///
    /// @throws IOException where the file is torn or not one of ours; the message says what to do
    Written read(LocalDate date) throws IOException {
        Path file = folder.resolve(date.toString());
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException none) {
            return new Written(date, 0, List.of());
        }
        List<String> lines = TextCheck.before(text).orElseThrow(
                () -> new IOException(file + " is torn or was changed; delete it, and that day is not counted"))
                .lines().toList();
        if (lines.size() < 3 || !lines.get(0).equals(HEAD) || !lines.get(1).equals("day " + date)) {
            throw new IOException(
                    file + " is of another version of Schoolgate; delete it, and that day is not counted");
        }
        try {
            return new Written(date, Long.parseLong(lines.get(2).substring("left ".length())),
                    lines.stream().skip(3).map(DayFile::counted).toList());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException wrong) {
            throw new IOException(file + " cannot be read; delete it, and that day is not counted", wrong);
        }
    }

    /// The days of a week, the newest first. One that cannot be read counts for nothing, and the log says so.
    List<Written> week(LocalDate today) {
        List<Written> week = new ArrayList<>();
        for (int back = 0; back < Asked.DAYS; back++) {
            LocalDate date = today.minusDays(back);
            try {
                week.add(read(date));
            } catch (IOException unreadable) {
                LOG.warn("What was asked for on a day is not counted: {}", unreadable.getMessage());
                week.add(new Written(date, 0, List.of()));
            }
        }
        return week;
    }

    /// Writes a day, whole or not at all.
    void write(Written day) throws IOException {
        Files.createDirectories(folder, owned("rwx------"));
        var text = new StringBuilder();
        text.append(HEAD).append("\nday ").append(day.date()).append("\nleft ").append(day.left()).append('\n');
        day.all().forEach(one -> text.append(one.host()).append(' ').append(one.group())
                .append(one.listed() ? " listed " : " unlisted ").append(one.people()).append(' ').append(hours(one))
                .append('\n'));
        Path fresh = folder.resolve("new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, owned("rw-------"));
        Files.writeString(fresh, TextCheck.after(text.toString()));
        Files.move(fresh, folder.resolve(day.date().toString()), StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /// Deletes the files of days before this one.
    void forget(LocalDate before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> old = new ArrayList<>();
        try (var inside = Files.newDirectoryStream(folder, "????-??-??")) {
            for (Path file : inside) {
                if (String.valueOf(file.getFileName()).compareTo(before.toString()) < 0) {
                    old.add(file);
                }
            }
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    private static String hours(Counted one) {
        return IntStream.range(0, Counted.HOURS).filter(hour -> one.byHour().get(hour) > 0)
                .mapToObj(hour -> hour + ":" + one.byHour().get(hour)).collect(Collectors.joining(","));
    }

    private static Counted counted(String line) {
        String[] words = line.split(" ", -1);
        Integer[] byHour = new Integer[Counted.HOURS];
        Arrays.fill(byHour, 0);
        for (String hour : words[4].split(",")) {
            int colon = hour.indexOf(':');
            byHour[Integer.parseInt(hour.substring(0, colon))] = Integer.parseInt(hour.substring(colon + 1));
        }
        return new Counted(words[0], words[1], words[2].equals("listed"), Integer.parseInt(words[3]),
                List.of(byHour));
    }

    private FileAttribute<?>[] owned(String permissions) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
