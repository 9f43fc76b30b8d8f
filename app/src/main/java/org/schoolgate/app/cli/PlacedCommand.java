package org.schoolgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/// A command that answers, and that knows where the school's files are.
abstract class PlacedCommand implements Callable<Integer> {

    @Mixin
    final Output output = new Output();

    @Mixin
    final Places places = new Places();
}
