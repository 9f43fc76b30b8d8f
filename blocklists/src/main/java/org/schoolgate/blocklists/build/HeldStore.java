package org.schoolgate.blocklists.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.schoolgate.blocklists.history.Who;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What waits for a person: `<name>/held/<version>/{header,entries,reasons}`. A list has at most one version that waits, the
/// newest: what comes later takes its place, and it is over once a version of a higher number is in force.
final class HeldStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ListStore store;
    private final Steps steps;

    /// The file `reasons`.
    private record Note(Who who, List<HeldReason> reasons) {}

    /// A version that waits.
    record Held(StoredList list, Who who, List<HeldReason> reasons) {}

    HeldStore(ListStore store, Steps steps) {
        this.store = store;
        this.steps = steps;
    }

    /// Takes in a version that is not in its place yet, in the place of what waits.
    void put(StoredList fresh, Who who, List<HeldReason> reasons) throws IOException {
        Path list = store.of(fresh.header().name());
        Path held = Files.createDirectories(list.resolve(ListStore.HELD));
        steps.before("write reasons");
        Disk.write(fresh.folder().resolve("reasons"), JSON.writeValueAsString(new Note(who, reasons)) + "\n");
        Disk.sync(fresh.folder());
        steps.before("move into held");
        Files.move(fresh.folder(), held.resolve(fresh.header().version()), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(held);
        Disk.sync(list);
        steps.before("tidy held");
        for (Path older : ListStore.versions(held).stream().skip(1).toList()) {
            Disk.delete(older);
        }
    }

    /// What waits of a list.
    ///
    /// @throws UnreadableListException where it is there and cannot be read
    Optional<Held> find(String name) throws IOException {
        Optional<String> version = version(name);
        if (version.isEmpty()) {
            return Optional.empty();
        }
        Path waiting = store.of(name).resolve(ListStore.HELD).resolve(version.get());
        Path file = waiting.resolve("reasons");
        try {
            Note note = JSON.readValue(Files.readString(file), Note.class);
            return Optional.of(new Held(StoredList.open(waiting), note.who(), note.reasons()));
        } catch (NoSuchFileException | JacksonException | IllegalArgumentException torn) {
            throw new UnreadableListException(file, "it is torn or was changed");
        }
    }

    /// What the version is called that waits of a list, whether it can be read or not.
    Optional<String> version(String name) throws IOException {
        int inForce = store.current(name).map(version -> ListStore.serial(Path.of(version))).orElse(0);
        return ListStore.versions(store.of(name).resolve(ListStore.HELD)).stream().limit(1)
                .filter(path -> ListStore.serial(path) > inForce).map(path -> path.getFileName().toString())
                .findFirst();
    }

    /// Deletes whatever waits of a list, or has waited.
    void clear(String name) throws IOException {
        steps.before("clear held");
        Disk.delete(store.of(name).resolve(ListStore.HELD));
    }
}
