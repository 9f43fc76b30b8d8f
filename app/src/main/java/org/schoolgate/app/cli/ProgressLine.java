package org.schoolgate.app.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/// How far something has come: on a terminal one line with a bar that is written over itself; elsewhere nothing, or a line for each
/// thing that begins.
final class ProgressLine implements AutoCloseable {

    private static final long EVERY_NANOS = 200_000_000;

    private static final int BAR = 24;

    private final PrintWriter out;
    private final boolean shown;
    private final boolean plain;
    private long last = System.nanoTime();
    private String begun = "";
    private boolean dirty;

    /// One that says nothing but on a terminal.
    ProgressLine(PrintWriter out, boolean wanted) {
        this(out, wanted, false);
    }

    /// @param elsewhere whether it says something where there is no terminal
    ProgressLine(PrintWriter out, boolean wanted, boolean elsewhere) {
        this.out = out;
        this.shown = wanted && isTerminal();
        this.plain = wanted && elsewhere && !shown;
    }

    @SuppressWarnings("SystemConsoleNull") // its own Javadoc still says that it may be
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// @param done how much is done, in the same unit as `total`
    /// @param total how much there is to do; 0 where nobody knows
    void show(String what, long done, long total) {
        if (plain && !what.equals(begun)) {
            begun = what;
            out.println(what + " …");
            out.flush();
        }
        long now = System.nanoTime();
        if (!shown || total > 0 && now - last < EVERY_NANOS) {
            return;
        }
        last = now;
        dirty = true;
        out.print("\r\u001b[K" + what + share(done, total));
        out.flush();
    }

    private static String share(long done, long total) {
        if (total <= 0) {
            return " …";
        }
        long percent = Math.min(100, 100 * done / total);
        int full = Math.toIntExact(percent * BAR / 100);
        return String.format(Locale.UK, " [%s%s] %d %%", "#".repeat(full), "-".repeat(BAR - full), percent);
    }

    /// Takes the line off the terminal, so that something else may stand there.
    void clear() {
        if (dirty) {
            out.print("\r\u001b[K");
            out.flush();
            dirty = false;
        }
    }

    @Override
    public void close() {
        clear();
    }
}
