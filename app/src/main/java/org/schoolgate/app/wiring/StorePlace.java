package org.schoolgate.app.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.review.journal.CaseKeyFile;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;

/// Where a school's records are: in a file of its data folder, or on the server that its settings name.
public final class StorePlace {

    private StorePlace() {}

    /// Where they are by these settings.
    ///
    /// @throws IOException where the file with the database's password cannot be read; the message says what to do
    public static StoreLocation of(Path data, GatewaySettings settings) throws IOException {
        if (settings.database().isEmpty()) {
            return StoreLocation.in(data);
        }
        GatewaySettings.Database database = settings.database().get();
        return new StoreLocation.Postgres(database.jdbcUrl(), database.user(), password(database.passwordFile()));
    }

    /// Opens the store for reading alone, beside the gateway that writes to it.
    ///
    /// @throws IOException where the file with the database's password cannot be read; the message says what to do
    public static Store toRead(Path data, GatewaySettings settings) throws IOException {
        return Store.openToRead(of(data, settings), new CaseKeyFile(caseKey(data, settings, System.getenv())));
    }

    /// Where the key of records is: where the settings say, or a credential of systemd, or in the data folder.
    ///
    /// @param environment of this process
    public static Path caseKey(Path data, GatewaySettings settings, Map<String, String> environment) {
        Optional<Path> credential = Optional.ofNullable(environment.get("CREDENTIALS_DIRECTORY"))
                .map(folder -> Path.of(folder, "schoolgate-case-key")).filter(Files::exists);
        return settings.caseKey().or(() -> credential).orElse(data.resolve("keys").resolve("case.key"));
    }

    static String password(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip).orElseThrow(
                    () -> new IOException(file + " is empty; its first line should be the password"));
        }
    }
}
