package org.schoolgate.review.web;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.casework.Outcome;
import org.schoolgate.review.casework.Reply;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Cases;
import org.schoolgate.review.store.Store;

/// What is done with a case: each form of its page. With a case that was destroyed nothing is.
final class CaseForms {

    private static final int LONGEST = 4_000;
    private static final int MOST_FILES = 20;

    private final Cases cases;
    private final OneCasePage page;
    private final Supplier<School> school;
    private final InstantSource clock;

    CaseForms(Store store, OneCasePage page, Supplier<School> school, InstantSource clock) {
        this.cases = store.cases();
        this.page = page;
        this.school = school;
        this.clock = clock;
    }

    /// What is done with the words of a form; gives whether anything was.
    private interface Deed {
        boolean with(CaseFile file, long account, Instant at, String words);
    }

    void note(Exchange exchange) {
        act(exchange, "note", LONGEST, "Write what is to be kept, in at most 4,000 characters.",
                (file, account, at, words) -> cases.note(file.id(), account, at, words));
    }

    void told(Exchange exchange) {
        act(exchange, "how", LONGEST, "Say in a few words how the person was told.",
                (file, account, at, words) -> cases.told(file.id(), account, at, words));
    }

    void hold(Exchange exchange) {
        act(exchange, "why", LONGEST, "Say in a few words why it must be kept.",
                (file, account, at, words) -> cases.hold(file.id(), account, at, words));
    }

    void release(Exchange exchange) {
        act(exchange, "why", LONGEST, "Say in a few words why it need not be held any more.",
                (file, account, at, words) -> cases.release(file.id(), account, at, words));
    }

    void reopen(Exchange exchange) {
        act(exchange, "why", LONGEST, "Say in a few words why it is opened again.",
                (file, account, at, words) -> cases.decisions().reopen(file.id(), account, at, words));
    }

    void name(Exchange exchange) {
        act(exchange, "name", OpenCasePage.LONGEST_NAME, "Write the name, in at most 120 characters.",
                (file, account, at, words) -> cases.name(file.id(), account, at, CaseWords.line(words)));
    }

    void decide(Exchange exchange) {
        Optional<Outcome> outcome = CaseWords.outcome(exchange.form("outcome"));
        Deed deed = (file, account, at, words) -> outcome.orElseThrow().byTwo()
                ? cases.decisions().propose(file.id(), account, at, outcome.orElseThrow(), words)
                : cases.decisions().decide(file.id(), account, at, LocalDate.ofInstant(at, school.get().zone()),
                        outcome.orElseThrow(), words);
        act(exchange, outcome.isPresent() ? "because" : "", LONGEST,
                "Choose what you find, and say why in at most 4,000 characters.",
                "It waits for a second person’s word already, or it does not yet hold what the person says to it. Write"
                        + " that down first, or why they were not asked.",
                deed);
    }

    void withdraw(Exchange exchange) {
        act(exchange, "why", LONGEST, "Say in a few words why you take it back.",
                (file, account, at, words) -> cases.decisions().withdraw(file.id(), account, at, words));
    }

    void reply(Exchange exchange) {
        Optional<Reply.Kind> kind = Reply.Kind.named(exchange.form("reply"));
        String when = CaseWords.oneLine(exchange.form("when"));
        boolean fits = kind.isPresent() && (kind.get() == Reply.Kind.NOT_ASKED || !when.isEmpty());
        act(exchange, fits ? "words" : "", LONGEST,
                "Choose what there is, say when they were asked and by whom, and write their own words or the reason, in at"
                        + " most 4,000 characters.",
                (file, account, at, words) -> cases.decisions().reply(file.id(), account, at,
                        new Reply(kind.orElseThrow(), when, words)));
    }

    void give(Exchange exchange) {
        Optional<CaseFile> file = asked(exchange);
        if (file.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        Account reader = exchange.visit().account();
        Optional<Account> to = page.people(reader, file.get()).stream()
                .filter(account -> exchange.form("to").equals(Long.toString(account.id()))).findFirst();
        if (to.isEmpty()) {
            refuse(exchange, file.get(), "Choose somebody who may look at it.", "");
            return;
        }
        cases.give(file.get().id(), reader.id(), clock.instant(), to.get().id());
        exchange.go("/cases/" + file.get().id());
    }

    void attach(Exchange exchange) {
        Optional<CaseFile> file = asked(exchange);
        if (file.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        UploadedFile sent = exchange.http().uploadedFile("file");
        String name = sent == null ? "" : CaseWords.line(sent.filename());
        if (sent == null || name.isEmpty() || name.length() > OpenCasePage.LONGEST_NAME || sent.size() == 0
                || sent.size() > Attachment.LARGEST || files(file.get()) >= MOST_FILES) {
            refuse(exchange, file.get(),
                    "Choose one file of at most 5 MB, whose name has at most 120 characters. A case"
                            + " takes " + MOST_FILES + " files.",
                    "");
            return;
        }
        try (InputStream content = sent.content()) {
            cases.attach(file.get().id(), exchange.visit().account().id(), clock.instant(),
                    Attachment.of(name, content.readAllBytes()));
        } catch (IOException gone) {
            refuse(exchange, file.get(), "The file did not arrive whole. Send it again.", "");
            return;
        }
        exchange.go("/cases/" + file.get().id() + "#notes");
    }

    private long files(CaseFile file) {
        return cases.acts(file.id()).stream()
                .filter(act -> act.kind() == CaseAct.Kind.ATTACHED).count();
    }

    /// A file, to be kept and never to be shown in the browser.
    void file(Exchange exchange) {
        Optional<Attachment> found = page.asked(exchange).flatMap(
                file -> exchange.pathNumber("file").flatMap(act -> cases.attachment(file.id(), act)));
        if (found.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        give(exchange, found.get());
    }

    /// Gives a file out to be kept.
    static void give(Exchange exchange, Attachment found) {
        String name = URLEncoder.encode(found.name(), StandardCharsets.UTF_8).replace("+", "%20")
                .replace("*", "%2A");
        exchange.http().header("Content-Disposition", "attachment; filename=\"file\"; filename*=UTF-8''" + name)
                .contentType("application/octet-stream").result(found.content());
    }

    private void act(Exchange exchange, String field, int most, String objection, Deed deed) {
        act(exchange, field, most, objection, "Somebody else has changed it meanwhile. Look at it again.", deed);
    }

    private void act(Exchange exchange, String field, int most, String objection, String undone, Deed deed) {
        Optional<CaseFile> file = asked(exchange);
        if (file.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        String words = CaseWords.clean(exchange.text(field, most + 1));
        if (words.isEmpty() || words.length() > most) {
            refuse(exchange, file.get(), objection, words);
            return;
        }
        if (!deed.with(file.get(), exchange.visit().account().id(), clock.instant(), words)) {
            refuse(exchange, file.get(), undone, words);
            return;
        }
        exchange.go("/cases/" + file.get().id());
    }

    private void refuse(Exchange exchange, CaseFile file, String objection, String words) {
        exchange.http().status(422);
        page.show(exchange, file, Optional.of(objection), words);
    }

    private Optional<CaseFile> asked(Exchange exchange) {
        return page.asked(exchange).filter(file -> file.destroyedAt().isEmpty());
    }
}
