package org.schoolgate.app.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.schoolgate.app.config.Problem;

/// The school's files have mistakes; the message lists every one.
final class WrongConfiguration extends RuntimeException {

    private static final long serialVersionUID = 1;

    WrongConfiguration(List<Problem> problems) {
        super(text(problems));
    }

    private static String text(List<Problem> problems) {
        return (problems.size() == 1
                ? "the configuration has a mistake:"
                : "the configuration has " + problems.size()
                        + " mistakes:")
                + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining());
    }
}
