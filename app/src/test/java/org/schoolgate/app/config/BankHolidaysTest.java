package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The days in the file against the rules that they follow, with an Easter that is worked out.
class BankHolidaysTest {

    @Test
    void everyDayFollowsItsRuleOrIsTheOneThatFollowsNone() {
        Set<LocalDate> england = new TreeSet<>();
        Set<LocalDate> scotland = new TreeSet<>();
        Set<LocalDate> ireland = new TreeSet<>();
        for (int year = BankHolidays.known().first().getYear(); year <= BankHolidays.known().last().getYear(); year++) {
            for (Set<LocalDate> all : List.of(england, ireland)) {
                add(all, LocalDate.of(year, 1, 1));
                all.add(easter(year).plusDays(1));
                all.add(last(year, 8));
            }
            for (Set<LocalDate> all : List.of(england, scotland, ireland)) {
                all.add(easter(year).minusDays(2));
                all.add(first(year, 5));
                all.add(last(year, 5));
                add(all, LocalDate.of(year, 12, 25));
                add(all, LocalDate.of(year, 12, 26));
            }
            add(ireland, LocalDate.of(year, 3, 17));
            add(ireland, LocalDate.of(year, 7, 12));
            add(scotland, LocalDate.of(year, 1, 1));
            add(scotland, LocalDate.of(year, 1, 2));
            scotland.add(first(year, 8));
            add(scotland, LocalDate.of(year, 11, 30));
        }
        scotland.add(LocalDate.of(2026, 6, 15));
        assertThat(BankHolidays.ENGLAND_AND_WALES.days()).containsExactlyElementsOf(england);
        assertThat(BankHolidays.SCOTLAND.days()).containsExactlyElementsOf(scotland);
        assertThat(BankHolidays.NORTHERN_IRELAND.days()).containsExactlyElementsOf(ireland);
        assertThat(BankHolidays.NONE.days()).isEmpty();
    }

    /// On a weekend, the next weekday stands in that is not taken.
    private static void add(Set<LocalDate> all, LocalDate day) {
        LocalDate kept = day;
        while (kept.getDayOfWeek().getValue() > 5 || all.contains(kept)) {
            kept = kept.plusDays(1);
        }
        all.add(kept);
    }

    private static LocalDate first(int year, int month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
    }

    private static LocalDate last(int year, int month) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY));
    }

    /// The Sunday after the first full moon of the Church's spring, as Butcher wrote it down.
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int days = h + l - 7 * m + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
