package org.schoolgate.app.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/// The calendar in a file beside `policy.yaml`, as it was read. For one thread, and one policy.
final class CalendarBeside implements CalendarSource {

    private final Path folder;
    private byte[] content = new byte[0];
    private Optional<Notes> notes = Optional.empty();
    private Optional<CalendarDays> days = Optional.empty();

    CalendarBeside(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<CalendarDays> days(Fields calendar, ZoneId zone) {
        Optional<String> name = calendar.get(CalendarFile.FILE);
        if (name.isPresent()) {
            Notes said = new Notes(name.get());
            notes = Optional.of(said);
            days = ConfigurationReader.load(folder.resolve(name.get()), said, "export the school's calendar to it")
                    .flatMap(bytes -> {
                        content = bytes;
                        return CalendarFile.read(bytes, calendar, zone, said);
                    });
        }
        return days;
    }

    /// What it said; empty where the policy names none, or it cannot be read.
    Optional<CalendarDays> days() {
        return days;
    }

    /// The file's bytes; none where there is none.
    byte[] content() {
        return content.clone();
    }

    /// What is to be said of it; empty where the policy names none.
    Optional<Notes> notes() {
        return notes;
    }
}
