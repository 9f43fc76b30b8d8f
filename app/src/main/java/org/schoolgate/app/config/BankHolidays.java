package org.schoolgate.app.config;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.schoolgate.filters.policy.Timetable.Dates;
import org.schoolgate.filters.site.KnownFile;

/// The bank holidays that GOV.UK tells, as far ahead as the file beside this class knows them.
enum BankHolidays {
    ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND,
    /// None is kept.
    NONE;

    private static final KnownFile FILE = KnownFile.read(new String(Resources.bytes("bank-holidays.txt"),
            StandardCharsets.UTF_8));

    /// As the policy file spells it.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Its days, in their order.
    List<LocalDate> days() {
        return FILE.lines().stream().filter(words -> words.getFirst().equals(text()))
                .flatMap(words -> words.stream().skip(1)).map(LocalDate::parse).sorted().toList();
    }

    /// The years of which all are known.
    static Dates known() {
        List<String> years = FILE.lines().stream().filter(words -> words.getFirst().equals("known")).findFirst()
                .orElseThrow();
        return new Dates(LocalDate.of(Integer.parseInt(years.get(1)), 1, 1),
                LocalDate.of(Integer.parseInt(years.get(2)), 12, 31));
    }
}
