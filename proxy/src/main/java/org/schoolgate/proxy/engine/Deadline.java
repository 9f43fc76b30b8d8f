package org.schoolgate.proxy.engine;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One time-out that is moved often and fires seldom: moving it is two writes, no task. Only for use on its loop.
final class Deadline {

    private final EventLoop loop;
    private final Runnable action;
    private long limit;
    private long since;
    private boolean set;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt;

    Deadline(EventLoop loop, Runnable action) {
        this.loop = loop;
        this.action = action;
    }

    /// Fires after `after`, unless it is touched, set anew or cleared before.
    void set(Duration after) {
        limit = after.toNanos();
        since = System.nanoTime();
        set = true;
        if (alarm == null || alarmAt - (since + limit) > 0) {
            schedule(limit);
        }
    }

    /// Starts the same time anew.
    void touch() {
        since = System.nanoTime();
    }

    void clear() {
        set = false;
    }

    /// Clears it for good.
    void close() {
        set = false;
        if (alarm != null) {
            alarm.cancel(false);
            alarm = null;
        }
    }

    private void schedule(long nanos) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = System.nanoTime() + nanos;
        alarm = loop.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
    }

    private void check() {
        alarm = null;
        if (!set) {
            return;
        }
        long left = since + limit - System.nanoTime();
        if (left > 0) {
            schedule(left);
        } else {
            set = false;
            action.run();
        }
    }
}
