package org.schoolgate.app.cli;

import java.lang.reflect.Proxy;

/// Does something when the process is sent a signal.
///
/// Java has no supported way to hear of SIGHUP, and only a shutdown hook for SIGTERM; LittleProxy has such a hook too and
/// cuts every connection in it. So TERM and INT are caught before Java shuts down, and there is time to drain.
///
/// `sun.misc.Signal` is part of the module `jdk.unsupported`, which stays until there is another way. The compiler warns of
/// each use of it and cannot be told not to, so it is reached by reflection.
final class OnSignal {

    private OnSignal() {}

    /// Replaces what the signal did before. `task` runs on a thread of its own, and not on one that waits for others to move on.
    ///
    /// @param name without `SIG`: `HUP`, `INT`, `TERM`
    static void run(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(OnSignal.class.getClassLoader(), new Class<?>[]{handler},
                    (self, method, arguments) -> method.getName().equals("handle")
                            ? Thread.ofPlatform().name("signal").start(task)
                            : null);
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance(name),
                    ours);
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalStateException("this Java cannot hear SIG" + name, unknown);
        }
    }
}
