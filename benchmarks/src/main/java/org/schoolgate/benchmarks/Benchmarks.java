package org.schoolgate.benchmarks;

import java.io.IOException;
import org.openjdk.jmh.Main;

/// Runs the benchmarks; arguments are JMH's own (`-h` lists them).
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws IOException {
        Main.main(arguments);
    }
}
