package org.schoolgate.benchmarks;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.blocklists.index.PlainDomainIndex;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// One look-up of a host name: the index, and a `HashSet` of names that is asked for each ending, which says yes or no
/// and neither category nor line. Of the names asked for, one in four is listed or below a listed one.
///
/// From the project's folder:
///
/// ```text
/// ./mvnw -B -q -Dquick -DskipTests -pl benchmarks -am package dependency:copy-dependencies
/// java -cp 'benchmarks/target/classes:benchmarks/target/dependency/*' org.openjdk.jmh.Main DomainIndex -prof gc
/// ```
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class DomainIndexBenchmark {

    private static final long SEED = 20_261_123;
    private static final int ASKED = 1 << 14;

    /// How many names are listed.
    @Param({"10000", "400000"})
    private int listed;

    private DomainIndex index = new PlainDomainIndex.Builder(new Categories(List.of())).build("empty");
    private Set<String> set = Set.of();
    private Target[] targets = new Target[0];
    private String[] names = new String[0];
    private int next;

    @Setup
    public void makeNames() {
        var category = new Category(0, "games", "Games", "Games", false);
        var builder = new PlainDomainIndex.Builder(new Categories(List.of(category)));
        int part = builder.part(new Part("made-up", "1", CategorySet.of(category)));
        List<String> inside = MadeUpNames.registered(listed, SEED);
        List<String> outside = MadeUpNames.registered(ASKED, SEED + 1);
        for (int i = 0; i < inside.size(); i++) {
            builder.add(new Entry(Entry.Kind.NAME, inside.get(i), false), part, i + 1);
        }
        index = builder.build("made-up@1");
        set = new HashSet<>(inside);
        var random = new Random(SEED + 2);
        targets = new Target[ASKED];
        names = new String[ASKED];
        for (int i = 0; i < ASKED; i++) {
            String name = i % 4 == 0 ? inside.get(random.nextInt(listed)) : outside.get(i);
            names[i] = random.nextBoolean() ? name : MadeUpNames.below(name, random);
            targets[i] = new Target.Site(new HostName(names[i]), 443);
        }
    }

    @Benchmark
    public CategorySet plainIndex() {
        return index.categoriesOf(targets[next++ & ASKED - 1]);
    }

    @Benchmark
    public boolean hashSetOfNames() {
        String name = names[next++ & ASKED - 1];
        for (int from = 0; from >= 0;) {
            if (set.contains(name.substring(from))) {
                return true;
            }
            int dot = name.indexOf('.', from);
            from = dot < 0 ? -1 : dot + 1;
        }
        return false;
    }
}
