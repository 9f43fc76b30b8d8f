package org.schoolgate.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// One line that says how far something has come, written over itself on a terminal and left out elsewhere.
final class ProgressLine implements AutoCloseable {

    private static final long EVERY_NANOS = 200_000_000;

    private final PrintWriter out;
    private final boolean shown;
    private long last = System.nanoTime();
    private boolean dirty;

    ProgressLine(PrintWriter out, boolean wanted) {
        this.out = out;
        this.shown = wanted && isTerminal();
    }

    @SuppressWarnings("SystemConsoleNull") // its own Javadoc still says that it may be
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// @param done how much is done, in the same unit as `total`
    /// @param total how much there is to do; 0 where nobody knows
    void show(String what, long done, long total) {
        long now = System.nanoTime();
        if (!shown || total > 0 && now - last < EVERY_NANOS) {
            return;
        }
        last = now;
        dirty = true;
        String share = total > 0 ? String.format(Locale.UK, ": %d %%", Math.min(100, 100 * done / total)) : " …";
        out.print("\r\u001b[K" + what + share);
        out.flush();
    }

    @Override
    public void close() {
        if (dirty) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
