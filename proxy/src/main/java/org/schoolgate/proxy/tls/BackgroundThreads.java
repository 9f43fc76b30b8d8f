package org.schoolgate.proxy.tls;

import java.util.concurrent.ThreadFactory;

/// Threads that make and check certificates. Where processors are few they go after those that serve: many who go where
/// nobody has been should not slow down everybody else.
///
/// Java asks the system for this only where it is started with `-XX:ThreadPriorityPolicy=1`, as the launcher does.
public final class BackgroundThreads {

    private BackgroundThreads() {}

    /// Makes such threads.
    ///
    /// @param name what each is called, before its number
    @SuppressWarnings("ThreadPriorityCheck") // nothing is right or wrong by it, only sooner or later
    public static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name(name, 0).factory();
    }
}
