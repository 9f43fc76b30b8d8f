package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is to be said about one file, collected while it is read.
final class Notes {

    /// Nobody reads more at once, and a hostile file must not fill the memory with complaints.
    private static final int MOST = 200;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> remarks = new ArrayList<>();

    Notes(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    void wrong(int line, int column, String what, String instead) {
        if (problems.size() < MOST) {
            problems.add(new Problem(file, line, column, what, instead));
        } else if (problems.size() == MOST) {
            problems.add(new Problem(file, line, column, "there is more wrong than can be told at once",
                    "put the others right first"));
        }
    }

    void remark(int line, int column, String what, String instead) {
        if (remarks.size() < MOST) {
            remarks.add(new Problem(file, line, column, what, instead));
        }
    }

    /// Whether nothing more will be told, so that nobody needs to look for advice.
    boolean areFull() {
        return problems.size() > MOST;
    }

    boolean areClean() {
        return problems.isEmpty();
    }

    /// What makes the file unusable, by place.
    List<Problem> problems() {
        return byPlace(problems);
    }

    /// What is allowed, yet probably not meant, by place.
    List<Problem> remarks() {
        return byPlace(remarks);
    }

    private static List<Problem> byPlace(List<Problem> unsorted) {
        return unsorted.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
