package org.schoolgate.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Hosts to ask for, and in which order. Nine in ten are on no list; the tenth is listed or below a listed name. They have
/// two labels to six.
/// Its arrays are handed out as they are, since nothing between a benchmark and its questions may cost time.
public final class Queries {

    /// So many different hosts that neither the index nor its answers stay in a cache: 2,097,152.
    public static final int COLD = 1 << 21;
    public static final int HOT_HOSTS = 2_048;
    /// So few that the texts stay in the cache with the rest.
    static final int HOT_ORDER = 1 << 12;

    private static final int UNLISTED_PERCENT = 90;
    private static final int WWW_PERCENT = 45;
    private static final int FEWEST_LABELS = 2;
    /// How many labels a host has, from two to six, in 100. As a browser asks: `www.name.example` is the most common.
    private static final Weighted LABELS = new Weighted(25, 45, 20, 7, 3);

    private final String[] hosts;
    private final int[] order;

    private Queries(String[] hosts, int[] order) {
        this.hosts = hosts;
        this.order = order;
    }

    /// The hosts, made one after the other so that those asked one after the other lie side by side.
    public String[] hosts() {
        return hosts;
    }

    /// The numbers of the hosts, as they are asked; its length is a power of two.
    public int[] order() {
        return order;
    }

    /// Each host once, none like another but by chance: every look-up is a cold one.
    public static Queries cold(Workload workload, int count) {
        String[] hosts = hosts(workload.names(), count, workload.seed() + 1);
        int[] order = new int[Integer.highestOneBit(count)];
        Arrays.setAll(order, i -> i);
        return new Queries(hosts, order);
    }

    /// Few hosts, most of what is asked for is asked for often: the n-th is asked for 1/n times as often as the first.
    ///
    /// Each time it is asked for a host is a text of its own, side by side with the one asked before: a gateway has just read
    /// it off the wire, and does not find it where it last was asked for.
    public static Queries hot(Workload workload) {
        String[] hosts = hosts(workload.names(), HOT_HOSTS, workload.seed() + 2);
        double[] upTo = new double[HOT_HOSTS];
        for (int i = 0; i < HOT_HOSTS; i++) {
            upTo[i] = (i == 0 ? 0 : upTo[i - 1]) + 1.0 / (i + 1);
        }
        var dice = new Dice(workload.seed() + 3);
        String[] asked = new String[HOT_ORDER];
        int[] order = new int[HOT_ORDER];
        for (int i = 0; i < HOT_ORDER; i++) {
            int at = Arrays.binarySearch(upTo, dice.share() * upTo[HOT_HOSTS - 1]);
            String host = hosts[Math.min(HOT_HOSTS - 1, at < 0 ? -at - 1 : at)];
            asked[i] = new String(host.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
            order[i] = i;
        }
        return new Queries(asked, order);
    }

    private static String[] hosts(Names names, int count, long seed) {
        var dice = new Dice(seed);
        var made = new MadeUpNames(seed ^ 0x5EEDL);
        String[] hosts = new String[count];
        for (int i = 0; i < count; i++) {
            boolean listed = dice.below(100) >= UNLISTED_PERCENT;
            byte[] host;
            do {
                if (listed) {
                    made.take(names.bytes(dice.below(names.size())));
                } else {
                    made.next();
                }
                for (int labels = FEWEST_LABELS + LABELS.draw(dice); made.labels() < labels;) {
                    made.front(WWW_PERCENT);
                }
                host = made.copy();
            } while (!listed && names.listsOf(host) != 0);
            hosts[i] = new String(host, StandardCharsets.ISO_8859_1);
        }
        return hosts;
    }
}
