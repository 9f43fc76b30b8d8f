package org.schoolgate.review.web;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.casework.About;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.rights.Conflicts;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Attachment;
import org.schoolgate.review.store.CaseAct;
import org.schoolgate.review.store.CaseFile;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.OneVictim;
import org.schoolgate.review.web.view.Place;

/// One record of bullying online: what was lodged, what was added, and what can be done with it. What was lodged is never changed. The look is
/// recorded before the page is shown.
final class OneVictimPage {

    private static final int MOST_FILES = 20;
    private static final int MOST_CASES = 50;

    private final Store store;
    private final Scopes scopes;
    private final ReviewSettings settings;

    OneVictimPage(Store store, Scopes scopes, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.settings = settings;
    }

    /// What is done with the words of a form; gives whether anything was.
    private interface Deed {
        boolean with(VictimRecord record, long account, Instant at, String words);
    }

    void show(Exchange exchange) {
        asked(exchange).ifPresentOrElse(record -> show(exchange, record, Optional.empty()),
                () -> Guard.missing(exchange));
    }

    void note(Exchange exchange) {
        act(exchange, "note", "Write what is to be added, in at most 4,000 characters.",
                (record, account, at, words) -> store.victims().note(record.id(), account, at, words));
    }

    void doom(Exchange exchange) {
        act(exchange, "why", "Say in a few words why it should be destroyed.",
                (record, account, at, words) -> store.victims().doom(record.id(), account, at, words));
    }

    void spare(Exchange exchange) {
        act(exchange, "why", "Say in a few words why it is kept.",
                (record, account, at, words) -> store.victims().spare(record.id(), account, at, words));
    }

    void destroy(Exchange exchange) {
        act(exchange, "why", "Say in a few words why it is destroyed.",
                (record, account, at, words) -> store.victims().destroy(record.id(), account, at, words));
    }

    void attach(Exchange exchange) {
        Optional<VictimRecord> record = asked(exchange).filter(one -> one.destroyedAt().isEmpty());
        if (record.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        UploadedFile sent = exchange.http().uploadedFile("file");
        String name = sent == null ? "" : CaseWords.line(sent.filename());
        long files = store.victims().acts(record.get().id()).stream()
                .filter(act -> act.kind() == CaseAct.Kind.ATTACHED).count();
        try (InputStream content = sent == null ? InputStream.nullInputStream() : sent.content()) {
            byte[] bytes = content.readNBytes(Attachment.LARGEST + 1);
            if (name.isEmpty() || name.length() > OpenCasePage.LONGEST_NAME || bytes.length > Attachment.LARGEST
                    || !Picture.is(bytes) || files >= MOST_FILES) {
                refuse(exchange, record.get(),
                        "Choose a picture (PNG, JPEG, WebP) or a PDF of at most 5 MB, whose name has"
                                + " at most 120 characters. A record takes " + MOST_FILES + " of them.");
                return;
            }
            store.victims().attach(record.get().id(), exchange.visit().account().id(), settings.clock().instant(),
                    Attachment.of(name, bytes));
        } catch (IOException gone) {
            refuse(exchange, record.get(), "The file did not arrive whole. Send it again.");
            return;
        }
        exchange.go("/records/" + record.get().id() + "#added");
    }

    /// A picture or a paper, to be kept and never to be shown in the browser.
    void file(Exchange exchange) {
        asked(exchange).flatMap(record -> exchange.pathNumber("file")
                .flatMap(act -> store.victims().attachment(record.id(), act)))
                .ifPresentOrElse(file -> CaseForms.give(exchange, file), () -> Guard.missing(exchange));
    }

    /// Makes it part of a case that the reader may see, or opens one with it.
    void join(Exchange exchange) {
        Optional<VictimRecord> asked = asked(exchange).filter(one -> one.destroyedAt().isEmpty()
                && one.caseFile().isEmpty());
        if (asked.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        VictimRecord record = asked.get();
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        Optional<CaseFile> file = open(reader).filter(one -> exchange.form("case").equals(Long.toString(one.id())))
                .findFirst();
        if (file.isPresent()) {
            store.victims().join(record, file.get(), reader.id(), now);
            exchange.go("/cases/" + file.get().id());
            return;
        }
        Optional<About> about = CaseWords.about(exchange.form("about"))
                .filter(one -> Conflicts.objection(reader, one, Optional.empty()).isEmpty());
        String why = CaseWords.clean(exchange.text("why", VictimsPage.LONGEST + 1));
        String name = CaseWords.line(exchange.form("name"));
        if (about.isEmpty() || why.isEmpty() || why.length() > VictimsPage.LONGEST
                || name.length() > OpenCasePage.LONGEST_NAME) {
            refuse(exchange, record,
                    "Choose a case, or say whom a new one is about and why it is opened; a name has at most"
                            + " 120 characters.");
            return;
        }
        exchange.go("/cases/" + store.cases().open(record, reader.id(), now,
                LocalDate.ofInstant(now, settings.school().get().zone()).getYear(), why, about.get(), Optional.empty(),
                name.isEmpty() ? Optional.empty() : Optional.of(name)));
    }

    private Stream<CaseFile> open(Account reader) {
        return store.cases().latest(scopes.cases(reader), true, MOST_CASES, 0).stream();
    }

    private void act(Exchange exchange, String field, String objection, Deed deed) {
        Optional<VictimRecord> record = asked(exchange).filter(one -> one.destroyedAt().isEmpty());
        if (record.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        String words = CaseWords.clean(exchange.text(field, VictimsPage.LONGEST + 1));
        boolean fits = !words.isEmpty() && words.length() <= VictimsPage.LONGEST;
        if (!fits || !deed.with(record.get(), exchange.visit().account().id(), settings.clock().instant(), words)) {
            refuse(exchange, record.get(), fits
                    ? "Nobody decides this alone, or somebody else has changed it meanwhile. Look at it again."
                    : objection);
            return;
        }
        exchange.go("/records/" + record.get().id());
    }

    private void refuse(Exchange exchange, VictimRecord record, String problem) {
        exchange.http().status(422);
        show(exchange, record, Optional.of(problem));
    }

    private void show(Exchange exchange, VictimRecord record, Optional<String> problem) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        Times times = new Times(now, settings.school().get().zone());
        store.views().recordVictim(reader.id(), now, record.id());
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        List<CaseAct> acts = store.victims().acts(record.id());
        boolean opens = Rights.has(reader.role(), Right.CASES) && Rights.has(reader.role(), Right.VICTIMS)
                && record.caseFile().isEmpty() && record.destroyedAt().isEmpty();
        exchange.show("record.jte", "Record " + record.called(), Place.VICTIMS, new OneVictim(record.id(),
                "Record " + record.called(), lodged(record, reader, called, times), parts(acts),
                acts.stream().map(act -> CaseWords.act("/records/" + record.id(), act, times.near(act.at()),
                        Wording.who(act.account(), reader.id(), called),
                        called)).toList(),
                record.destroyedAt().isPresent(), record.caseFile()
                        .filter(id -> store.cases().find(scopes.cases(reader), id).isPresent())
                        .map(id -> "/cases/" + id)
                        .orElse(""),
                opens, opens
                        ? open(reader).map(file -> new Choice("" + file.id(), "Case " + file.called() + ": "
                                + Wording.inside(file.subject()), "")).toList()
                        : List.of(),
                Conflicts.abouts(reader.role()).stream().sorted()
                        .map(about -> new Choice(about.name(), about.title(), "")).toList(),
                record.doomedBy().isPresent(), record.doomedBy().filter(by -> by == reader.id()).isPresent(), problem));
    }

    private static String lodged(VictimRecord record, Account reader, Map<Long, String> called, Times times) {
        boolean own = record.lodgedBy() == reader.id();
        String whom = switch (record.victim()) {
            case SELF -> own ? "about what was done to you" : "about what was done to them";
            case PUPIL -> "for a pupil";
            case ADULT -> "for another adult";
        };
        return (own ? "You" : Wording.sentence(called.getOrDefault(record.lodgedBy(), "an account now gone")))
                + " lodged it " + times.near(record.lodgedAt()) + ", " + whom + "."
                + (record.aboutHead()
                        ? " The Head of School is said to have done it, so it is there for you and the chair"
                                + " of governors alone."
                        : "");
    }

    /// What was lodged, part by part.
    static List<Choice> parts(List<CaseAct> acts) {
        Lodging lodging = acts.stream().filter(act -> act.kind() == CaseAct.Kind.LODGED).findFirst()
                .map(act -> Lodging.read(act.words())).orElse(Lodging.read(""));
        return Stream.of(new Choice("", "When", lodging.when()), new Choice("", "Where", lodging.where()),
                new Choice("", "What was said or done", lodging.what()),
                new Choice("", "Whether the police or a union were told", lodging.told()),
                new Choice("", "To whom", lodging.who()))
                .filter(part -> !part.words().isEmpty()).toList();
    }

    private Optional<VictimRecord> asked(Exchange exchange) {
        return exchange.pathNumber("number").flatMap(number -> store.victims()
                .find(scopes.victims(exchange.visit().account()), number));
    }
}
