package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;

class SiteIT {

    private TestSite site;
    private TestBrowser browser;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        site = new TestSite(folder);
        browser = new TestBrowser(site.address());
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
    }

    @AfterEach
    void close() {
        browser.close();
        site.close();
    }

    @Test
    void everyPageOpens() throws Exception {
        List<RecordedAccess> some = site.recordSome();
        var signedIn = browser.signIn("rao", TestSite.PASSWORD);
        assertThat(signedIn.statusCode()).isEqualTo(303);
        for (String page : List.of("/", "/people", "/rules", "/system", "/password", "/find", "/access/" + some.getFirst().number())) {
            var response = browser.get(page);
            assertThat(response.statusCode()).describedAs(page).isEqualTo(200);
            java.nio.file.Files.writeString(Path.of("target/page" + page.replaceAll("[^a-z]", "_") + ".html"), response.body());
        }
        assertThat(browser.get("/nothing").statusCode()).isEqualTo(404);
        assertThat(Map.of()).isEmpty();
    }
}
