package org.schoolgate.review.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolgate.review.chain.Audit;

class MigrationsTest {

    @Test
    void theLatestVersionIsThatOfTheLatestFile() throws IOException, URISyntaxException {
        assertThat(versions().getLast()).isEqualTo(Integer.parseInt(Migrations.LATEST));
    }

    @ParameterizedTest
    @MethodSource("before")
    @DisplayName("J23 a store of any version before is brought up to date, and its chain is whole")
    void everyVersionBeforeIsBroughtUpToDate(int version, @TempDir Path folder) {
        Path file = folder.resolve("a.db");
        Flyway.configure().dataSource("jdbc:sqlite:" + file, "", "").locations("classpath:db/migration")
                .table("schema_history").target(Integer.toString(version)).load().migrate();
        StoreLocation location = new StoreLocation.Sqlite(file);
        assertThatThrownBy(() -> Store.openToRead(location, TestKey.ONE)).isInstanceOf(StoreException.class)
                .hasMessageContaining("another version");
        try (Store store = Store.open(location, TestKey.ONE)) {
            store.accesses().append(RecordedAccesses.many(20, version));
            Audit.Report report = store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {});
            assertThat(report.findings()).isEmpty();
            assertThat(report.records()).isEqualTo(20);
        }
        Store.openToRead(location, TestKey.ONE).close();
    }

    static List<Integer> before() throws IOException, URISyntaxException {
        return versions().subList(0, versions().size() - 1);
    }

    private static List<Integer> versions() throws IOException, URISyntaxException {
        URL folder = Objects.requireNonNull(Migrations.class.getClassLoader().getResource("db/migration"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> Integer.parseInt(name.replaceFirst("^V([0-9]+)__.*\\.sql$", "$1"))).sorted().toList();
        }
    }
}
