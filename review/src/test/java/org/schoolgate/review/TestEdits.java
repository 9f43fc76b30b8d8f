package org.schoolgate.review;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lists of nobody's: writes down what is asked of them, and answers as a test says.
public final class TestEdits implements ListEdits {

    /// What was asked, such as `open chess.example games`.
    public final List<String> asked = new ArrayList<>();
    /// What is answered next; in force where nothing is said.
    public final Deque<Outcome> answers = new ArrayDeque<>();
    /// How far changes are; those that are not here are gone.
    public final Map<Long, Progress> progress = new HashMap<>();

    @Override
    public Outcome open(String host, Optional<String> category, String who, String why) {
        return asked("open " + host + " " + category.orElse("everywhere"));
    }

    @Override
    public Outcome recategorise(String host, String from, String to, String who, String why) {
        return asked("move " + host + " " + from + " " + to);
    }

    @Override
    public Outcome second(long number, boolean yes, String who, String why) {
        return asked("second " + number + " " + yes);
    }

    @Override
    public Progress progress(long number) {
        return progress.getOrDefault(number, Progress.GONE);
    }

    private Outcome asked(String what) {
        asked.add(what);
        Outcome next = answers.poll();
        return next == null ? new Outcome.InForce() : next;
    }
}
