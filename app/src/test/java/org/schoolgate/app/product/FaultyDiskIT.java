package org.schoolgate.app.product;

import java.io.Closeable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.chain.Audit;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.StoreLocation;
import org.schoolgate.review.journal.CaseKeyFile;

/// The gateway on a disk that fails in one way after another: what it cannot record it does not serve, the System page says so, and once
/// the disk works it goes on by itself.
class FaultyDiskIT {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern REFERENCE = Pattern.compile("[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final String CHOSEN = "four otters juggle quietly";
    private static final String ALARM = "Flagged accesses cannot be written down";
    private static final int MOST_THAT_STILL_FIT = 3_000;

    @TempDir
    Path folder;
    private final List<String> shown = new ArrayList<>();

    @Test
    @DisplayName("J04 J05 J06 J07 J24 what cannot be recorded is not served, for each fault of the disk")
    void whatCannotBeRecordedIsNotServed() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path etc = Files.createDirectory(folder.resolve("etc"));
        Files.copy(Path.of(System.getProperty("schoolgate.root")).resolve("deploy/example/policy.yaml"),
                etc.resolve("policy.yaml"));
        Files.writeString(etc.resolve("schoolgate.yaml"), "web:\n  second-factor: offered\n");
        Path log = data.resolve("store/schoolgate.db-wal");
        try (FaultyDisk disk = new FaultyDisk(data, folder.resolve("image"), 48)) {
            try (Product product = Product.start(data, "--config", etc.toString())) {
                signIn(product);
                served(product);

                disk.fill();
                refusedAtLast(product);
                disk.free();
                servedSoon(product, "a full disk");

                for (String fault : List.of("write,pwrite64:error=EIO", "write,pwrite64:error=ENOSPC",
                        "fsync,fdatasync:error=EIO")) {
                    String calls = fault.substring(0, fault.indexOf(':'));
                    try (Closeable _ = FaultyDisk.inject(product.pid(), calls, fault.substring(calls.length() + 1),
                            log)) {
                        refused(product, fault);
                    }
                    servedSoon(product, fault);
                }
                // A record must be on disk within ten seconds.
                try (Closeable _ = FaultyDisk.inject(product.pid(), "fsync,fdatasync",
                        "delay_enter=11000000:when=1",
                        log)) {
                    assertThat(ask(product)).as("a stalled disk").startsWith("503");
                }
                servedSoon(product, "a stalled disk");

                disk.failToReadOnly();
                refused(product, "a disk that may only be read");
            }
            try (Store store = Store.openToRead(new StoreLocation.Sqlite(copied(data)),
                    new CaseKeyFile(data.resolve("keys/case.key")))) {
                assertThat(shown).hasSizeGreaterThan(5).allSatisfy(
                        reference -> assertThat(store.accesses().findByReference(reference)).isNotEmpty());
                assertThat(store.chain().audit(new Audit.Given(List.of(), Set.of()), read -> {}).findings()).isEmpty();
            }
        }
    }

    /// The disk may only be read by now, and SQLite wants to write beside a file.
    private Path copied(Path data) throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy")).resolve("schoolgate.db");
        for (String end : List.of("", "-wal")) {
            Path from = data.resolve("store/schoolgate.db" + end);
            if (Files.exists(from)) {
                Files.copy(from, copy.resolveSibling("schoolgate.db" + end));
            }
        }
        return copy;
    }

    /// What fits into room that the store has already is served; then nothing is.
    private void refusedAtLast(Product product) throws Exception {
        int fitted = 0;
        while (ask(product).startsWith("403")) {
            assertThat(++fitted).isLessThan(MOST_THAT_STILL_FIT);
        }
        refused(product, "a full disk");
    }

    private void refused(Product product, String fault) throws Exception {
        assertThat(ask(product)).as(fault).startsWith("503");
        assertThat(system(product)).as(fault).contains(ALARM);
        assertThat(Curl.run("-w", "%{http_code}", product.health() + "/-/ready").text()).as(fault)
                .contains("cannot be written").endsWith("503");
        assertThat(Curl.run("-o", "/dev/null", "-w", "%{http_code}", product.health() + "/-/healthy").text()).as(fault)
                .isEqualTo("200");
    }

    private void servedSoon(Product product, String after) {
        await("after " + after).atMost(SOON).until(() -> ask(product).startsWith("403"));
        await("after " + after).atMost(SOON).until(() -> !system(product).contains(ALARM));
    }

    private void served(Product product) throws Exception {
        assertThat(ask(product)).startsWith("403");
        assertThat(system(product)).contains("Status").doesNotContain(ALARM);
    }

    /// Asks for a closed page, and gives status and body.
    private String ask(Product product) throws Exception {
        Curl.Result result = Curl.run("-x", "http://" + product.proxy(), "-w", "%{stderr}%{http_code}",
                "http://www.facebook.com/");
        String answer = result.errors() + " " + result.text();
        Matcher reference = REFERENCE.matcher(result.text());
        if (answer.startsWith("403") && reference.find()) {
            shown.add(reference.group());
        }
        return answer;
    }

    private String system(Product product) throws Exception {
        return Curl.run("-b", cookies(), "-c", cookies(), product.site() + "/system").text();
    }

    private void signIn(Product product) throws Exception {
        String once = product.firstPassword();
        assertThat(form(product, "/sign-in", "name=head", "password=" + once)).contains("Location: /password");
        assertThat(form(product, "/password", "now=" + once, "new=" + CHOSEN, "again=" + CHOSEN))
                .contains("Location: /");
    }

    /// Sends the form of a page with its token, and gives the head of the answer.
    private String form(Product product, String path, String... fields) throws Exception {
        Matcher token = TOKEN.matcher(Curl.run("-b", cookies(), "-c", cookies(), product.site() + path).text());
        assertThat(token.find()).isTrue();
        List<String> arguments = new ArrayList<>(
                List.of("-D", "-", "-b", cookies(), "-c", cookies(), "--data-urlencode", "token=" + token.group(1)));
        for (String field : fields) {
            arguments.addAll(List.of("--data-urlencode", field));
        }
        arguments.add(product.site() + path);
        return Curl.run(arguments.toArray(String[]::new)).text();
    }

    private String cookies() {
        return folder.resolve("cookies").toString();
    }
}
