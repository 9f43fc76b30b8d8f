package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import org.schoolgate.review.register.Allowances;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The copy of what the registers open, as the gateway follows it. One thread at a time.
final class RegisterFile {

    private static final Logger LOG = LoggerFactory.getLogger(RegisterFile.class);

    private final Path file;
    private String mark = "";
    private volatile List<String> problems = List.of();

    /// @param data the data folder
    RegisterFile(Path data) {
        this.file = Allowances.file(data);
    }

    /// What was last known; nothing where that cannot be read, which is told once the file is followed.
    static Allowances lastKnown(Path data) {
        try {
            return Allowances.read(Allowances.file(data));
        } catch (IOException unreadable) {
            return Allowances.NONE;
        }
    }

    /// What it says, where it has been written since this was last asked; empty where it has not, or cannot be read. Costs one
    /// question to the file system where it has not.
    Optional<Allowances> changed() {
        String now = state();
        if (now.equals(mark)) {
            return Optional.empty();
        }
        mark = now;
        try {
            Allowances read = Allowances.read(file);
            problems = List.of();
            return Optional.of(read);
        } catch (IOException unreadable) {
            problems = List.of("The copy of the registers cannot be read; what was in force stays: "
                    + unreadable.getMessage() + ".");
            LOG.error("The copy of the registers cannot be read; what was in force stays: {}", unreadable.getMessage());
            return Optional.empty();
        }
    }

    /// Why what it says is not in force; empty where it is.
    List<String> problems() {
        return problems;
    }

    /// Tells one state of the file from the next, as it is only ever replaced whole.
    private String state() {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return found.fileKey() + " " + found.lastModifiedTime() + " " + found.size();
        } catch (IOException none) {
            return "none";
        }
    }
}
