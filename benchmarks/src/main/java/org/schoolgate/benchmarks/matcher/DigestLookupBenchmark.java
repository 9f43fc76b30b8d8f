package org.schoolgate.benchmarks.matcher;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.ListedDigest;
import org.schoolgate.blocklists.format.Entry;
import org.schoolgate.blocklists.index.IndexBuilder;
import org.schoolgate.blocklists.index.IndexNote;
import org.schoolgate.blocklists.index.Part;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Use;
import org.schoolgate.filters.request.Target;

/// What a list of digests adds to one look-up of an address that no list has: one after another of 4,096 addresses.
///
/// ```text
/// ./schoolgate bench --smoke hot      # builds
/// java -cp 'benchmarks/target/classes:benchmarks/target/dependency/*' org.openjdk.jmh.Main DigestLookup -prof gc
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 3,
        jvmArgsAppend = {GatewayFlags.COLLECTOR, GatewayFlags.HEADERS, GatewayFlags.NATIVE, GatewayFlags.HEAP})
public class DigestLookupBenchmark {

    private static final int ASKED = 1 << 12;

    /// How many digests there are.
    @Param({"0", "100000"})
    public int digests;

    /// How they were made; without any it does not matter.
    @Param({"sha256 of pages", "md5 of hosts"})
    public String how = "sha256 of pages";

    /// What is asked for: a tunnel, a page two folders deep with a query, a page whose spellings are as many as they can be.
    @Param({"tunnel", "page", "deepest"})
    public String asked = "page";

    private DomainIndex index = new IndexBuilder(List.of()).build(new IndexNote("none", "none", 0),
            new Categories(List.of()));
    private Target[] targets = {};
    private int next;

    @Setup
    public void prepare() {
        Digesting digesting = Digesting.parse(how).orElseThrow();
        var random = new Random(1);
        var builder = new IndexBuilder(List.of());
        int part = builder.part(new Part("listed", "v1", List.of("listed")));
        for (int line = 1; line <= digests; line++) {
            byte[] digest = new byte[digesting.kind().bytes()];
            random.nextBytes(digest);
            builder.add(
                    new Entry(Entry.Kind.DIGEST,
                            new ListedDigest(digesting.mark(), HexFormat.of().formatHex(digest)).toString(), false),
                    part, line);
        }
        index = builder.build(new IndexNote("digests", "digests", 0),
                new Categories(List.of(new Category(0, "listed", "Listed", "Listed", false, Use.NONE)))).whole();
        targets = IntStream.range(0, ASKED).mapToObj(this::target).toArray(Target[]::new);
    }

    private Target target(int number) {
        String host = "www.site" + number + ".example";
        return switch (asked) {
            case "tunnel" -> Target.Site.parse(host + ":443").orElseThrow();
            case "page" -> Target.Page.parse("https://" + host + "/news/today/page" + number + ".html?from=home")
                    .orElseThrow();
            default -> Target.Page.parse("https://a.b.c.d.e." + host + "/one/two/three/four/five/page" + number
                    + ".html?from=home").orElseThrow();
        };
    }

    @Benchmark
    public long oneAddress() {
        long answer = index.bitsOf(targets[next]);
        next = next + 1 + (int) (answer >>> 62) & ASKED - 1;
        return answer;
    }
}
