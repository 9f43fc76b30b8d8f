package org.schoolgate.app.asked;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The counts as they were last written down, for whoever is not the gateway itself. What cannot be read is left out, and said so in the
/// log.
public final class Counts {

    private static final Logger LOG = LoggerFactory.getLogger(Counts.class);

    private final DayFile files;

    private Counts(DayFile files) {
        this.files = files;
    }

    /// Below the data folder.
    public static Counts in(Path data) {
        return new Counts(new DayFile(data.resolve("asked")));
    }

    /// The days of the last week, the newest first.
    public List<List<Counted>> week(LocalDate today) {
        List<List<Counted>> week = new ArrayList<>();
        for (int back = 0; back < Asked.DAYS; back++) {
            try {
                week.add(files.read(today.minusDays(back)).all());
            } catch (IOException unreadable) {
                LOG.warn("What was asked for on a day is left out: {}", unreadable.getMessage());
            }
        }
        return week;
    }
}
