package org.schoolgate.blocklists.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The file `history` beside the lists: what was done with them, a JSON object on each line. What was done by edits stands in
/// their own file.
///
/// It tells what happened and is never asked for what is in force. So an event is written after what it tells, and where the
/// machine stops between the two the event is missing, never wrong.
public final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    /// How much of the file is read at most, from its end: some 50,000 events.
    private static final long LONGEST = 16L << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Lines lines;

    /// @param lists where the lists are kept
    public History(Path lists) {
        this.lines = new Lines(lists.resolve("history"));
    }

    /// Writes an event down, synced; for whoever holds the lock of the lists.
    public void add(Event event) throws IOException {
        lines.append(JSON.writeValueAsString(event) + "\n");
    }

    /// The newest events, the newest first. A line that cannot be read is left out and named in the log.
    ///
    /// @param list of which list; empty for all
    /// @param most how many at most
    public List<Event> newest(Optional<String> list, int most) throws IOException {
        Predicate<Event> wanted = event -> list.isEmpty() || event.list().equals(list.get());
        List<Event> events = new ArrayList<>();
        for (String line : lines.last(list.isEmpty() ? most : Integer.MAX_VALUE, LONGEST)) {
            try {
                Event event = JSON.readValue(line, Event.class);
                if (wanted.test(event) && events.size() < most) {
                    events.add(event);
                }
            } catch (JacksonException | IllegalArgumentException unreadable) {
                LOG.warn("A line of {} is no event ({})", lines.file(), unreadable.getClass().getSimpleName());
            }
        }
        return events;
    }

    /// All of it as it stands in its file.
    public String text() throws IOException {
        return lines.whole();
    }
}
