package org.schoolgate.app.pinned;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// Where the count of refused certificates is kept between two starts. No device's address is in it.
///
/// @param file it appears whole or not at all
public record PinnedFile(Path file) {

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /// Below the data folder.
    public static PinnedFile in(Path data) {
        return new PinnedFile(data.resolve("pinned/refused.json"));
    }

    /// What was kept; empty where nothing was.
    ///
    /// @throws IOException where the file cannot be read; its message says what to do
    public List<Refused> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            List<Refused> read = MAPPER.readValue(Files.readAllBytes(file), new TypeReference<List<Refused>>() {});
            return read == null ? List.of() : read;
        } catch (JacksonException broken) {
            throw new IOException(file + " cannot be read; delete it, and the count begins anew", broken);
        }
    }

    public void write(List<Refused> refused) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, MAPPER.writeValueAsBytes(refused));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
