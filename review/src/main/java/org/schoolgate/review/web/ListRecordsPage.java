package org.schoolgate.review.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.schoolgate.review.lists.Difference;
import org.schoolgate.review.lists.Event;
import org.schoolgate.review.lists.ListKeeping.Refused;
import org.schoolgate.review.lists.OneList;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.web.view.ListDifference;
import org.schoolgate.review.web.view.ListHistory;
import org.schoolgate.review.web.view.Notice;
import org.schoolgate.review.web.view.Place;

/// What happened to lists, what differs between two versions, and all of it as a file.
final class ListRecordsPage {

    private static final int PAGE = 100;
    private static final int MOST_LINES = 200;

    private final ListOffice office;

    ListRecordsPage(ListOffice office) {
        this.office = office;
    }

    void showHistory(Exchange exchange) {
        Optional<String> name = Optional.of(exchange.query("name")).filter(one -> !one.isEmpty());
        String asked = exchange.query("skip");
        int skip = asked.matches("[0-9]{1,7}") ? Integer.parseInt(asked) : 0;
        List<Event> events = office.lists().history(name, skip, PAGE + 1);
        Times times = office.times();
        Map<String, String> called = office.store().accounts().all().stream()
                .collect(Collectors.toMap(Account::name, Wording::called));
        String of = "/lists/history?" + name.map(one -> "name=" + ListWords.encoded(one) + "&").orElse("") + "skip=";
        exchange.show("listHistory.jte", "History of lists", Place.LISTS, new ListHistory(
                name.map(one -> "What happened to " + one).orElse("What happened to lists"),
                events.stream().limit(PAGE).map(event -> new ListHistory.Line(
                        Wording.sentence(times.near(event.at())),
                        Wording.sentence(event.what()), event.list().orElse(""),
                        event.who().map(who -> called.getOrDefault(who, who)).orElse("the gateway"),
                        event.why().orElse(""), event.detail())).toList(),
                events.size() > PAGE ? of + (skip + PAGE) : "", skip == 0 ? "" : of + "0", office.keeps(exchange)));
    }

    /// Compares two versions. Without one to begin from, the one in force is meant.
    void showDifference(Exchange exchange) {
        String name = exchange.query("name");
        Optional<OneList> list = office.lists().list(name);
        if (list.isEmpty()) {
            Guard.missing(exchange);
            return;
        }
        String from = exchange.query("from").isEmpty()
                ? list.get().versions().stream().filter(OneList.Version::inForce).map(OneList.Version::name)
                        .findFirst().orElse("")
                : exchange.query("from");
        try {
            Difference difference = office.lists().difference(name, from, exchange.query("to"), MOST_LINES);
            long added = difference.counts().stream().mapToLong(Difference.Count::added).sum();
            long removed = difference.counts().stream().mapToLong(Difference.Count::removed).sum();
            List<Difference.Line> lines = difference.lines().stream().limit(MOST_LINES).toList();
            exchange.show("listDifference.jte", "Difference", Place.LISTS, new ListDifference(name,
                    list.get().source().title() + ": " + Wording.digits(added) + " new, " + Wording.digits(removed)
                            + " gone",
                    "From version " + difference.from() + " to " + difference.to() + ".",
                    difference.counts().stream().map(count -> new ListDifference.Count(count.category(),
                            Wording.digits(count.added()), Wording.digits(count.removed()))).toList(),
                    lines.stream().map(line -> new ListDifference.Line(line.added() ? "New" : "Gone", line.entry(),
                            line.category())).toList(),
                    difference.all() > lines.size()
                            ? Wording.digits(difference.all() - lines.size()) + " more are not shown."
                            : ""));
        } catch (Refused refused) {
            exchange.notice(404, new Notice("These two cannot be compared", refused.sentence(), "Back to the list",
                    "/lists/one?name=" + ListWords.encoded(name)));
        }
    }

    /// Lists in force, edits and history as a file. It is written while it is made, as it may be large.
    void export(Exchange exchange) {
        exchange.http().header("Content-Disposition", "attachment; filename=\"lists.zip\"");
        exchange.http().contentType("application/zip");
        try (OutputStream out = exchange.http().outputStream()) {
            office.lists().export(out);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
