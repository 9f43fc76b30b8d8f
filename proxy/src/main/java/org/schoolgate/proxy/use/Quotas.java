package org.schoolgate.proxy.use;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.schoolgate.filters.decision.Terms.Quota;

/// How many minutes of this day somebody has used of what a rule is about. A minute counts once, in which at least one page of
/// their own was asked for. Remembers at most [#MOST] counts, some 8 MB; beyond that somebody's day begins anew. For any thread.
final class Quotas {

    static final int MOST = 50_000;

    private final Cache<Whose.Rule, Day> days;

    /// One day, as far as it has come.
    ///
    /// @param epochDay which day
    /// @param minutes how many of its minutes count
    /// @param last the last of them, since 1970
    private record Day(long epochDay, int minutes, long last) {}

    Quotas(Ticker ticker) {
        days = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(Duration.ofHours(25)).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /// How many minutes are left of the day of `at`, the one that is being used not among them.
    int left(Whose.Rule of, Quota quota, Instant at) {
        return Math.max(0, quota.minutes() - used(days.getIfPresent(of), quota, at));
    }

    /// Whether nothing may be used any more at `at`: all minutes are used up, and this is not the last of them.
    boolean isSpent(Whose.Rule of, Quota quota, Instant at) {
        Day day = days.getIfPresent(of);
        return day != null && used(day, quota, at) >= quota.minutes() && minute(at) > day.last();
    }

    /// A page of their own was asked for.
    void count(Whose.Rule of, Quota quota, Instant at) {
        long today = quota.day(at).toEpochDay();
        long now = minute(at);
        days.asMap().merge(of, new Day(today, 1, now), (before, first) -> before.epochDay() != today
                ? first
                : now > before.last() ? new Day(today, before.minutes() + 1, now) : before);
    }

    private static int used(@Nullable Day day, Quota quota, Instant at) {
        return day == null || day.epochDay() != quota.day(at).toEpochDay() ? 0 : day.minutes();
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }
}
