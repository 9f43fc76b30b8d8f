package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.review.signin.LettingIn;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;
import org.schoolgate.review.store.Role;

/// Someone who cannot sign in any more is let in again by two others, and by nobody less.
class HelpIT {

    private static final Pattern GIVEN = Pattern.compile("class=\"given\">([^<]{23})<");

    private TestSite site;
    private TestBrowser rao;
    private TestBrowser sam;
    private TestBrowser stranger;
    private Account head;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        site = new TestSite(folder);
        rao = new TestBrowser(site);
        sam = new TestBrowser(site);
        stranger = new TestBrowser(site);
        head = site.account("head", "Dr Amber Kite", Role.HEAD);
        site.account("rao", "Mrs Rao", Role.HEAD);
        site.account("sam", "Mr Sam Whitlock", Role.IT);
        site.account("tom", "Mr Tom Bell", Role.IT);
    }

    @AfterEach
    void close() {
        stranger.close();
        sam.close();
        rao.close();
        site.close();
    }

    @Test
    void twoOthersLetTheHeadInAgainAndEverybodyIsTold() throws Exception {
        rao.cookies.put("schoolgate", site.session("rao", "1"));
        sam.cookies.put("schoolgate", site.session("sam", "2"));
        assertThat(rao.get("/").body()).doesNotContain("help with signing in.");
        assertThat(ask("head").body()).contains("Now ask two people");
        assertThat(rao.get("/").body()).contains("Somebody asks for help with signing in.");
        assertThat(sam.get("/help").body()).contains("Dr Amber Kite", "nobody has said yes");
        assertThat(yes(sam).statusCode()).isEqualTo(303);
        assertThat(yes(sam).body()).contains("You have said yes. Somebody else has to, too.");
        assertThat(rao.get("/help").body()).contains("one of two has said yes");
        assertThat(site.door.signIn("head", TestSite.PASSWORD, "", "3").toString()).contains("CodeNext");
        String password = given(yes(rao));
        assertThat(rao.get("/help").body()).doesNotContain(password).contains("Nobody asks now.",
                "Two people let a third in again, today at 09:40.");
        assertThat(sam.get("/system").body()).contains("A sign-in was renewed this week.");
        Outbox.Waiting mail = site.store.outbox().claim(Channel.MAIL, site.now.get()).orElseThrow();
        assertThat(mail.message().recipient()).isEqualTo("chair@governors.example");
        assertThat(mail.message().subject() + mail.message().body()).contains("by two others")
                .doesNotContain("Kite", "Rao", "Whitlock", "head/", password);

        assertThat(stranger.signIn("head", TestSite.PASSWORD).statusCode()).isEqualTo(403);
        assertThat(stranger.signIn("head", password).headers().firstValue("Location")).hasValue("/password");
        stranger.post("/password", "/password",
                Map.of("now", password, "new", "four otters juggle", "again", "four otters juggle"));
        assertThat(stranger.get("/").headers().firstValue("Location")).hasValue("/second-factor");
    }

    @Test
    void neitherOneNorTwoOfItNorOneselfIsEnough() throws Exception {
        ask("head");
        sam.cookies.put("schoolgate", site.session("sam", "1"));
        yes(sam);
        try (TestBrowser tom = new TestBrowser(site); TestBrowser self = new TestBrowser(site)) {
            tom.cookies.put("schoolgate", site.session("tom", "2"));
            assertThat(yes(tom).body()).contains("One of the two has to be from outside IT.");
            self.cookies.put("schoolgate", site.session("head", "3"));
            assertThat(yes(self).body()).contains("Nobody can let themselves in.");
        }
        assertThat(site.store.factors().of(head.id())).isPresent();
        site.now.updateAndGet(before -> before.plusSeconds(30));
        ask("head");
        assertThat(site.letting.open().getFirst().firstYes()).describedAs("nobody undoes a yes by asking on")
                .isPresent();
        sam.post("/help/no", "/help", Map.of("account", head.id() + ""));
        assertThat(site.letting.open()).isEmpty();
        assertThat(yes(sam).body()).contains("Nobody asks for this any more.");
    }

    @Test
    void aQuestionEndsAfterTwoDaysAndAYesAsksForAPasswordGivenLately() throws Exception {
        ask("head");
        rao.cookies.put("schoolgate", site.session("rao", "1"));
        site.now.updateAndGet(before -> before.plus(Duration.ofMinutes(6)));
        assertThat(yes(rao).headers().firstValue("Location")).hasValue("/confirm?to=/help");
        assertThat(site.letting.open().getFirst().firstYes()).isEmpty();
        site.now.updateAndGet(before -> before.plus(LettingIn.STANDS));
        assertThat(site.letting.open()).isEmpty();
        ask("head");
        assertThat(site.letting.open()).singleElement()
                .satisfies(one -> assertThat(one.firstYes()).isEmpty());
    }

    @Test
    void aOneTimePasswordFromTheHeadAloneOpensNobodysRecords() throws Exception {
        rao.cookies.put("schoolgate", site.session("rao", "1"));
        Account lead = site.account("hallam", "Mr Hallam", Role.SAFEGUARDING_LEAD);
        String once = given(renew(lead));
        assertThat(stranger.post("/sign-in", "/sign-in", Map.of("name", "hallam", "password", once)).headers()
                .firstValue("Location")).as("the second factor is asked for as before").hasValue("/sign-in/code");
        for (String path : new String[]{"/", "/flagged", "/password", "/second-factor"}) {
            assertThat(stranger.get(path).headers().firstValue("Location")).as(path).hasValue("/sign-in");
        }
        assertThat(stranger.post("/sign-in/code", "/sign-in/code", Map.of("code", "000000")).statusCode())
                .isEqualTo(403);

        site.store.accounts().setPassword(lead.id(), lead.passwordHash(), false);
        site.store.factors().remove(lead.id());
        HttpResponse<String> refused = renew(lead);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Mr Hallam has no second factor", "two people let them in")
                .doesNotContain("class=\"given\"");
        assertThat(site.store.accounts().byId(lead.id()).orElseThrow().passwordHash()).isEqualTo(lead.passwordHash());
        ask("hallam");
        sam.cookies.put("schoolgate", site.session("sam", "2"));
        assertThat(yes(rao, lead).statusCode()).isEqualTo(303);
        assertThat(given(yes(sam, lead))).isNotEmpty();

        Account fresh = site.invitations.create("fresh", "Ms New", Role.GOVERNOR).orElseThrow().account();
        assertThat(given(renew(fresh))).as("has never been in").isNotEmpty();
        assertThat(given(renew(site.store.accounts().find("tom").orElseThrow()))).as("reads no records").isNotEmpty();
    }

    private HttpResponse<String> renew(Account account) throws Exception {
        return rao.post("/people/" + account.id() + "/password", "/people", Map.of());
    }

    private static HttpResponse<String> yes(TestBrowser browser, Account asker) throws Exception {
        return browser.post("/help/yes", "/help", Map.of("account", "" + asker.id()));
    }

    @Test
    void toAskTellsNothingOfWhoExistsAndIsSlowed() throws Exception {
        String known = ask("head").body();
        String unknown = ask("nobody").body();
        assertThat(unknown.replaceAll("value=\"[^\"]+\"", "")).isEqualTo(known.replaceAll("value=\"[^\"]+\"", ""));
        assertThat(site.letting.open()).hasSize(1);
        for (int i = 0; i < 3; i++) {
            ask("nobody");
        }
        assertThat(ask("rao").statusCode()).isEqualTo(429);
        assertThat(site.letting.open()).hasSize(1);
    }

    @Test
    void whatWasDoneOnTheMachineStandsOnTheSystemPage() throws Exception {
        LettingIn.Outcome none = site.letting.yes(head, head.id());
        assertThat(none).isInstanceOf(LettingIn.Outcome.Refused.class);
        String password = site.letting.onTheMachine(head).password();
        assertThat(site.store.factors().of(head.id())).isEmpty();
        sam.cookies.put("schoolgate", site.session("sam", "1"));
        assertThat(sam.get("/system").body()).contains("Reset on the machine itself",
                "A sign-in was reset on the machine itself, today at 09:40.").doesNotContain(password, "Kite");
        Optional<Outbox.Waiting> mail = site.store.outbox().claim(Channel.MAIL, site.now.get());
        assertThat(mail.orElseThrow().message().body()).contains("on the machine itself");
        assertThat(stranger.signIn("head", password).headers().firstValue("Location")).hasValue("/password");
    }

    private HttpResponse<String> ask(String name) throws Exception {
        return stranger.post("/lost", "/lost", Map.of("name", name));
    }

    private HttpResponse<String> yes(TestBrowser from) throws Exception {
        return from.post("/help/yes", "/help", Map.of("account", head.id() + ""));
    }

    private static String given(HttpResponse<String> answer) {
        Matcher given = GIVEN.matcher(answer.body());
        assertThat(given.find()).isTrue();
        return given.group(1);
    }
}
