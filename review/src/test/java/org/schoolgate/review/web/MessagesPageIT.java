package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.evidence.Grade;
import org.schoolgate.filters.policy.Pattern;
import org.schoolgate.filters.policy.Receivers;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.alert.MailSettings;
import org.schoolgate.review.alert.SyslogSettings;
import org.schoolgate.review.alert.WebhookSettings;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;

/// Whether messages arrive is on the System page, and what has not for a day on the Head's first page; so is how soon to look.
class MessagesPageIT {

    private static final Watch WATCH = new Watch(CategorySet.NONE, Set.of(Grade.values()), Severity.URGENT,
            Pattern.NONE,
            new Receivers(List.of("head@school.example"), true, true));

    @TempDir
    private Path folder;

    @Test
    void whatWaitsIsSaidWithTheReasonAndAfterADayToTheHead() throws Exception {
        Channels channels = new Channels(Optional.of(new MailSettings("smtp.school.example", 587,
                MailSettings.Security.STARTTLS, Optional.empty(), Optional.empty(), "gateway@school.example")),
                Optional.of(new WebhookSettings(URI.create("https://alerts.school.example/"), "a".repeat(32))),
                Optional.of(new SyslogSettings("logs.school.example", 6_514, SyslogSettings.Protocol.TLS)),
                Channels.trusting(List.of()));
        try (TestSite site = new TestSite(folder, channels);
                TestBrowser head = reader(site, "rao", Role.HEAD);
                TestBrowser it = reader(site, "sam", Role.IT)) {
            Instant began = site.now.get();
            site.watches.set(List.of(WATCH));
            assertThat(text(it, "/system")).contains("Every message has been sent.");
            for (String topic : List.of("one", "two")) {
                site.store.outbox().add(Alert.ofAll(topic, began, Duration.ofMinutes(10),
                        List.of(new Message(Channel.WEBHOOK, "", "URGENT", "{}"))));
            }
            site.store.outbox().failed(site.store.outbox().claim(Channel.WEBHOOK, began).orElseThrow(),
                    "it answered 500", began);
            assertThat(text(it, "/system")).contains("Telling the webhook").contains(
                    "Two messages wait, the oldest since today at 09:40. The webhook: it answered 500. It is tried again");
            site.now.set(began.plus(Duration.ofHours(24)).minusSeconds(60));
            again(site, head, "rao");
            assertThat(text(head, "/")).doesNotContain("have not been delivered");
            site.now.set(began.plus(Duration.ofHours(24)));
            assertThat(text(head, "/"))
                    .contains("Messages have not been delivered for more than a day. To the webhook: two"
                            + " messages wait, the oldest since yesterday at 09:40.");
        }
    }

    @Test
    void aChannelThatIsNotSetUpIsSaidWithTheLinesThatAreMissing() throws Exception {
        try (TestSite site = new TestSite(folder); TestBrowser it = reader(site, "sam", Role.IT)) {
            assertThat(text(it, "/system")).contains("Nobody is told");
            site.watches.set(List.of(WATCH));
            assertThat(text(it, "/system")).contains("No mail leaves")
                    .contains("Telling the log server: nothing leaves")
                    .contains("secret-file: webhook.secret").contains("host: logs.school.example");
        }
    }

    @Test
    void howSoonToLookIsInTheListAndOnTheAccess() throws Exception {
        try (TestSite site = new TestSite(folder); TestBrowser head = reader(site, "rao", Role.HEAD)) {
            RecordedAccess record = site.access(site.now.get(), "pupils", "Pupils",
                    org.schoolgate.filters.decision.Verdict.BLOCK, "www.network.example", TestSite.NETWORKS,
                    org.schoolgate.filters.evidence.Signals.tunnel(Optional.empty()));
            site.store.accesses().append(List.of(record), List.of(new Alert("x", record.at(), Duration.ofMinutes(10),
                    Severity.URGENT, Optional.of(record.number()), Optional.empty(), List.of())));
            assertThat(head.get("/flagged").body()).contains("<strong class=\"severity\">Urgent</strong>");
            assertThat(text(head, "/access/" + record.number()))
                    .contains("Severity, as policy.yaml said when it was recorded Urgent");
        }
    }

    private static TestBrowser reader(TestSite site, String name, Role role) {
        site.account(name, name, role);
        TestBrowser browser = new TestBrowser(site);
        again(site, browser, name);
        return browser;
    }

    private static void again(TestSite site, TestBrowser browser, String name) {
        browser.cookies.put("schoolgate", site.session(name, name + site.now.get()));
    }

    /// The words of a page, without its tags.
    private static String text(TestBrowser browser, String path) throws Exception {
        return browser.get(path).body().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ").replace(" .", ".");
    }
}
