package org.schoolgate.benchmarks.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.benchmarks.workload.Names;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// The rivals answer what ours answers: none of them is fast by being wrong.
class RivalsTest {

    private static final int ASKED = 10_000;

    private final Workload workload = workload();
    private final Names names = workload.names();
    private final Queries queries = Queries.cold(workload, ASKED);

    @TempDir
    Path folder;

    @Test
    void allOfThemAgreeOnTenThousandHosts() throws IOException {
        DomainIndex index = Subject.of(workload).index();
        var set = new HashSetWalk(names);
        var lists = new ListByList(names, workload.lists());
        int listed = 0;
        for (String host : queries.hosts()) {
            long expected = names.listsOf(ListByList.ascii(host));
            assertThat(Subject.bitsOf(index, site(host))).as(host).isEqualTo(expected);
            assertThat(set.lists(host)).as(host).isEqualTo(expected != 0);
            int first = lists.find(ListByList.ascii(host));
            assertThat(first >= 0).as(host).isEqualTo(expected != 0);
            assertThat(first < 0 || (expected >>> first & 1) != 0).as(host).isTrue();
            listed += expected == 0 ? 0 : 1;
        }
        assertThat(listed).isBetween(ASKED / 12, ASKED / 8);
    }

    @Test
    void everyListedNameIsFoundByAllOfThem() {
        var set = new HashSetWalk(names);
        var lists = new ListByList(names, workload.lists());
        for (int i = 0; i < names.size(); i++) {
            assertThat(set.lists(names.text(i))).isTrue();
            assertThat(lists.find(names.bytes(i))).isNotNegative();
        }
    }

    @Test
    void anIndexWithoutMistakesHasNone() throws IOException {
        DomainIndex index = Subject.of(workload).index();
        assertThat(CountSuite.wrong(names, queries, index)).isZero();
        assertThat(CountSuite.wrongOfAbsent(index, 1_000_000)).isZero();
    }

    @Test
    void aWrittenIndexIsOpenedWithTheSameAnswers() throws Exception {
        Path file = folder.resolve("index");
        Subject.write(workload, file);
        try (Subject opened = Subject.open(file)) {
            assertThat(CountSuite.wrong(names, queries, opened.index())).isZero();
            assertThat(opened.hotBytes()).isPositive().isLessThan(opened.allBytes());
        }
    }

    @Test
    void aChaseComesBackToItsBeginningOnlyAfterEveryLine() {
        int lines = 1_000;
        for (boolean huge : new boolean[]{false, true}) {
            PointerChase chase = PointerChase.over(lines * (long) PointerChase.LINE, huge);
            for (int step = 1; step < lines; step++) {
                assertThat(chase.ask(step)).isNotZero();
            }
            assertThat(chase.ask(lines)).isZero();
        }
    }

    @Test
    void theSchoolOpensMostAndClosesWhatItsRulesName() throws IOException {
        var engine = MadeUpSchool.engine(workload.categories(), Subject.of(workload).index());
        var deciding = new Deciding(engine::verdict, queries.hosts());
        int open = 0;
        for (int number = 0; number < ASKED; number++) {
            open += deciding.ask(number) == Deciding.OPEN ? 1 : 0;
        }
        assertThat(open).isBetween(ASKED * 88 / 100, ASKED * 94 / 100);
        assertThat(engine.policies().rules()).hasSize(25);
    }

    @Test
    void aRivalIsFoundByItsSlug() {
        for (Rival rival : Rival.values()) {
            assertThat(Rival.of(rival.slug())).isEqualTo(rival);
        }
    }

    private static Target site(String host) {
        return new Target.Site(new HostName(host), 443);
    }

    private static Workload workload() {
        try {
            return Workload.named("made-up-20k");
        } catch (java.io.IOException never) {
            throw new java.io.UncheckedIOException(never);
        }
    }
}
