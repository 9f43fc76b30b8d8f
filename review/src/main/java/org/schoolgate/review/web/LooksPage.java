package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.rights.Scopes;
import org.schoolgate.review.store.Account;
import org.schoolgate.review.store.RecordedAccess;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.store.ScopedAccesses;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.store.View;
import org.schoolgate.review.web.view.Looks;
import org.schoolgate.review.web.view.Place;

/// Who has looked at flagged accesses: one's own looks, those of others where one may know them, and for governors how
/// often each role has looked.
final class LooksPage {

    private static final int MOST = 200;
    private static final int MOST_COPIES = 50;
    private static final Duration COUNTED = Duration.ofDays(28);

    private final Store store;
    private final Scopes scopes;
    private final Supplier<School> school;
    private final InstantSource clock;

    LooksPage(Store store, Scopes scopes, Supplier<School> school, InstantSource clock) {
        this.store = store;
        this.scopes = scopes;
        this.school = school;
        this.clock = clock;
    }

    void show(Exchange exchange) {
        Account reader = exchange.visit().account();
        Instant now = clock.instant();
        Times times = new Times(now, school.get().zone());
        Map<Long, Account> accounts = store.accounts().all().stream()
                .collect(Collectors.toMap(Account::id, account -> account));
        List<Long> whose = accounts.values().stream().filter(account -> isThere(account, reader)).map(Account::id)
                .toList();
        List<View> looks = store.views().latest(whose, MOST);
        Map<Long, String> references = references(looks, store.accesses().within(scopes.of(reader)));
        List<Looks.Line> lines = looks.stream().map(look -> line(look, accounts, reader, references, times)).toList();
        boolean counted = Rights.has(reader.role(), Right.LOOKS_COUNTED);
        exchange.show("looks.jte", "Looks at records", Place.LOOKS,
                new Looks(whose.isEmpty()
                        ? "How often records were looked at"
                        : whose.size() == 1 ? "Your looks at records" : "Who has looked at records",
                        !whose.isEmpty(), lines, counted ? counts(now.minus(COUNTED), accounts) : List.of(),
                        Rights.has(reader.role(), Right.LEADS_LOOKS) || Rights.has(reader.role(), Right.ALL_LOOKS)
                                ? CopiesPage.made(store, times, MOST_COPIES)
                                : List.of()));
    }

    private static boolean isThere(Account account, Account reader) {
        Set<Right> rights = Rights.of(reader.role());
        boolean lead = account.role() == Role.SAFEGUARDING_LEAD || account.role() == Role.DEPUTY_LEAD;
        return rights.contains(Right.ALL_LOOKS)
                || rights.contains(Right.OWN_LOOKS) && account.id() == reader.id()
                || rights.contains(Right.LEADS_LOOKS) && lead;
    }

    /// The references of those accesses that are there for the reader.
    private static Map<Long, String> references(List<View> looks, ScopedAccesses accesses) {
        return looks.stream().filter(look -> look.what() == View.What.ACCESS).map(View::number).distinct()
                .flatMap(number -> accesses.find(number).stream())
                .collect(Collectors.toMap(RecordedAccess::number, RecordedAccess::reference));
    }

    private static Looks.Line line(View look, Map<Long, Account> accounts, Account reader, Map<Long, String> references,
            Times times) {
        Account who = accounts.get(look.account());
        return new Looks.Line(times.moment(look.at()),
                look.account() == reader.id() ? "You" : who == null ? "An account now gone" : Wording.called(who),
                switch (look.what()) {
                    case LIST -> "A list";
                    case ACCESS -> references.containsKey(look.number())
                            ? "The access " + references.get(look.number())
                            : "One access";
                    case INCIDENT -> "One incident";
                    case EXPORT -> "A file, taken away";
                    case CASE_FILE -> "One case";
                    case VICTIM_RECORD -> "A victim’s record";
                    case REGISTER -> "A register";
                    case FAMILY -> "Family contacts and permissions";
                    case NAME -> "Who it is";
                });
    }

    private List<Looks.Count> counts(Instant since, Map<Long, Account> accounts) {
        Map<Role, Long> byRole = new EnumMap<>(Role.class);
        store.views().counted(since).forEach((id, looks) -> {
            Account account = accounts.get(id);
            if (account != null) {
                byRole.merge(account.role(), looks, Long::sum);
            }
        });
        Map<Role, Long> shown = new EnumMap<>(Role.class);
        store.views().shown(since).forEach((id, times) -> {
            Account account = accounts.get(id);
            if (account != null) {
                shown.merge(account.role(), times, Long::sum);
            }
        });
        List<Looks.Count> counts = new ArrayList<>();
        for (Role role : Role.values()) {
            if (Rights.reads(role) || Rights.has(role, Right.AGREE)) {
                counts.add(new Looks.Count(role.title(), Wording.digits(byRole.getOrDefault(role, 0L)),
                        Wording.digits(shown.getOrDefault(role, 0L))));
            }
        }
        return counts;
    }
}
