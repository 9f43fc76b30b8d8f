package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Role;
import org.slf4j.LoggerFactory;

/// What the program's own log says of signing in and of rights: who did what, by numbers, and nobody's name.
class SignInLogIT {

    private static final String EVIL = "quokka\r\nERROR forged: \u001b[31m${jndi:ldap://x}";

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.schoolgate.review");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private TestSite site;
    private TestBrowser browser;
    private Account head;
    private Account it;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        browser = new TestBrowser(site);
        head = site.account("quokka", "Mrs Quokka", Role.HEAD);
        it = site.account("wombat", "Mr Wombat", Role.IT);
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        browser.close();
        site.close();
    }

    @Test
    void eachSignInAndEachFailureIsALineWithANumber() throws Exception {
        browser.signIn("quokka", "wrong-numbat");
        browser.signIn(EVIL, "wrong-numbat");
        browser.post("/sign-in", "/sign-in", Map.of("name", "quokka", "password", TestSite.PASSWORD));
        browser.post("/sign-in/code", "/sign-in/code", Map.of("code", "no numbat"));
        browser.signIn("quokka", TestSite.PASSWORD);
        browser.post("/password", "/password",
                Map.of("now", "wrong-numbat", "new", "four otters juggle", "again", "four otters juggle"));
        browser.post("/password", "/password",
                Map.of("now", TestSite.PASSWORD, "new", "four otters juggle", "again", "four otters juggle"));
        browser.post("/second-factor/codes", "/signing-in", Map.of());
        browser.post("/sign-out", "/", Map.of());
        for (int i = 0; i < 5; i++) {
            browser.signIn("wombat", "wrong-numbat");
        }
        assertThat(said()).contains(
                "WARN a wrong password for account " + head.id(),
                "WARN a wrong password for no account",
                "WARN a wrong code for account " + head.id(),
                "INFO account " + head.id() + " signed in by password and code",
                "INFO account " + head.id() + " changed its password",
                "INFO account " + head.id() + " was given new recovery codes",
                "INFO account " + head.id() + " signed out",
                "WARN guessing is slowed down: 5 wrong answers in a row");
        nothingElseIsThere();
    }

    @Test
    void whatIsDoneToAccountsAndWhatIsRefusedIsALineToo() throws Exception {
        browser.signIn("quokka", TestSite.PASSWORD);
        browser.post("/people", "/people", Map.of("displayName", "Ms Numbat", "name", "numbat", "role", "GOVERNOR"));
        long fresh = site.store.accounts().find("numbat").orElseThrow().id();
        browser.post("/people/" + fresh + "/password", "/people", Map.of());
        browser.post("/people/" + fresh, "/people/" + fresh, Map.of("role", "CHAIR", "devices", ""));
        browser.submit("/people", Map.of("name", "numbat2", "token", "guessed"), Map.of());
        browser.cookies.put("schoolgate", site.session("wombat", "a session"));
        assertThat(browser.get("/people").statusCode()).isEqualTo(404);
        assertThat(browser.get("/access/77777").statusCode()).isEqualTo(404);
        site.letting.ask("quokka", "a test");
        assertThat(site.letting.yes(site.store.accounts().byId(fresh).orElseThrow(), head.id()))
                .isInstanceOf(LettingIn.Outcome.OneMore.class);
        assertThat(site.letting.yes(it, head.id())).isInstanceOf(LettingIn.Outcome.Done.class);
        assertThat(said()).contains(
                "INFO account " + head.id() + " made account " + fresh + ", which is GOVERNOR",
                "INFO account " + head.id() + " gave account " + fresh + " a new one-time password",
                "INFO account " + head.id() + " made account " + fresh + " CHAIR",
                "WARN account " + head.id() + " sent a form to /people that was not this site's own",
                "WARN account " + it.id() + " asked for GET /people, which is not there for IT",
                "WARN account " + it.id() + " asked for GET /access/{number}, which is not there for IT",
                "WARN the sign-in of account " + head.id() + " was renewed by two others");
        nothingElseIsThere();
    }

    private List<String> said() {
        return new ArrayList<>(lines.list).stream().map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    /// No name, nothing that was typed, no number of a record, no address, no secret, and one line each.
    private void nothingElseIsThere() {
        String secret = Optional.ofNullable(browser.cookies.get("schoolgate")).orElse("no session is left");
        assertThat(said()).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContainIgnoringCase("quokka", "wombat", "numbat", "otters", "jndi", "77777", "127.0.0.1", "\n",
                        "\r", secret));
    }
}
