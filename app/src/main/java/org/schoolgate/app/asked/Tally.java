package org.schoolgate.app.asked;

import java.util.Arrays;

/// How often one group has asked for one site on one day. Safe for several threads.
final class Tally {

    private final int[] byHour = new int[Counted.HOURS];
    private final Crowd people = new Crowd();
    /// How many people there were before the last start, whose marks are gone.
    private final int before;
    private boolean listed;

    Tally(int before) {
        this.before = before;
    }

    synchronized void add(int hour, int mark, boolean isListed) {
        byHour[hour]++;
        people.add(mark);
        listed = isListed;
    }

    /// Takes up what was counted before the last start.
    synchronized void resume(Counted counted) {
        Arrays.setAll(byHour, hour -> byHour[hour] + counted.byHour().get(hour));
        listed = counted.listed();
    }

    synchronized void addPeopleTo(Crowd all) {
        all.addAll(people);
    }

    synchronized int before() {
        return before;
    }

    synchronized Counted counted(String host, String group) {
        return new Counted(host, group, listed, Math.max(before, people.size()),
                Arrays.stream(byHour).boxed().toList());
    }
}
