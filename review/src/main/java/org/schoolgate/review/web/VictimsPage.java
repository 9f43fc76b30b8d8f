package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.casework.Lodging;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.VictimRecord;
import org.schoolgate.review.store.VictimRecord.Victim;
import org.schoolgate.review.web.view.OneCase.Choice;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Victims;

/// Where somebody who was bullied online lodges a record, and the records that are there for the reader. For others only those lodge who see
/// what others lodged, as a pupil has no account.
final class VictimsPage {

    static final int LONGEST = 4_000;
    private static final int SIZE = 25;

    private final Store store;
    private final Scopes scopes;
    private final ReviewSettings settings;

    VictimsPage(Store store, Scopes scopes, ReviewSettings settings) {
        this.store = store;
        this.scopes = scopes;
        this.settings = settings;
    }

    void show(Exchange exchange) {
        show(exchange, Optional.empty(), new Lodging("", "", "", "", ""));
    }

    void lodge(Exchange exchange) {
        Account reader = exchange.visit().account();
        Lodging lodging = new Lodging(CaseWords.oneLine(exchange.form("when")),
                CaseWords.oneLine(exchange.form("where")),
                CaseWords.oneLine(exchange.form("told")), CaseWords.oneLine(exchange.form("who")),
                CaseWords.clean(exchange.text("what", LONGEST + 1)));
        Optional<Victim> victim = victims(reader).stream().filter(one -> one.name().equals(exchange.form("victim")))
                .findFirst();
        if (victim.isEmpty() || lodging.when().isEmpty() || lodging.where().isEmpty() || lodging.told().isEmpty()
                || lodging.what().isEmpty() || lodging.what().length() > LONGEST) {
            exchange.http().status(422);
            show(exchange,
                    Optional.of("Say when and where it was, what was said or done in at most 4,000 characters, and"
                            + " whether the police or a union were told."),
                    lodging);
            return;
        }
        Instant now = settings.clock().instant();
        boolean aboutHead = exchange.form("head").equals("yes");
        long id = store.victims().lodge(reader.id(), now, LocalDate.ofInstant(now, settings.school().get().zone())
                .getYear(), victim.get(), aboutHead, lodging,
                List.of(told(now, whoActs(reader, victim.get(), aboutHead))));
        exchange.go("/records/" + id);
    }

    private static List<Victim> victims(Account reader) {
        return Rights.has(reader.role(), Right.VICTIMS) ? Arrays.asList(Victim.values()) : List.of(Victim.SELF);
    }

    private void show(Exchange exchange, Optional<String> problem, Lodging typed) {
        Account reader = exchange.visit().account();
        Instant now = settings.clock().instant();
        Times times = new Times(now, settings.school().get().zone());
        int page = exchange.query("page").matches("[0-9]{1,3}") ? Integer.parseInt(exchange.query("page")) : 0;
        List<VictimRecord> found = store.victims().latest(scopes.victims(reader), SIZE + 1, page * SIZE);
        store.views().recordList(reader.id(), now);
        Map<Long, String> called = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, Wording::called));
        exchange.show("records.jte", "Records of bullying", Place.VICTIMS, new Victims(
                found.stream().limit(SIZE).map(record -> new Victims.Line("/records/" + record.id(), record.called(),
                        Wording.sentence(times.near(record.lodgedAt())), record.lodgedBy() == reader.id()
                                ? "You"
                                : called.getOrDefault(record.lodgedBy(), "An account now gone"),
                        state(record)))
                        .toList(),
                page == 0 ? Optional.empty() : Optional.of("/records?page=" + (page - 1)),
                found.size() > SIZE ? Optional.of("/records?page=" + (page + 1)) : Optional.empty(),
                victims(reader).stream().map(one -> new Choice(one.name(), one.title(), "")).toList(),
                problem, typed.when(), typed.where(), typed.told(), typed.who(), typed.what()));
    }

    private static String state(VictimRecord record) {
        return record.destroyedAt().isPresent()
                ? "Destroyed"
                : record.doomedBy().isPresent()
                        ? "Somebody asks that it be destroyed"
                        : record.caseFile().isPresent() ? "Part of a case" : "Kept";
    }

    /// Where those are told for whom the record is there; where none of them has an address, the witnesses.
    private List<String> whoActs(Account reader, Victim victim, boolean aboutHead) {
        List<String> those = store.accounts().all().stream()
                .filter(one -> one.id() != reader.id() && scopes.victims(one).covers(victim, aboutHead))
                .flatMap(one -> store.accounts().mail(one.id()).stream()).distinct().toList();
        return those.isEmpty() ? settings.witnesses() : those;
    }

    private Alert told(Instant now, List<String> to) {
        String body = """
            At %s somebody lodged a record of bullying online.

            Those who have to act find it here: %s

            This message names nobody, as others may read it.
            """.formatted(settings.school().get().name(), settings.school().get().reviewSite()
                .map(site -> site.replaceFirst("/+$", "") + "/records").orElse("on the review site, under Records"));
        return Alert.ofAll("record", now, Duration.ZERO, to.stream()
                .map(one -> Message.mail(one, "Schoolgate: a record was lodged", body)).toList());
    }
}
