package org.schoolgate.benchmarks.matcher;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.schoolgate.benchmarks.workload.Queries;
import org.schoolgate.benchmarks.workload.Workload;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// Who is measured side by side. Each is made alone, in a Java of its own.
enum Rival {

    DECISION("Schoolgate, whole decision", true) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            return new Deciding(engine(workload)::verdict, queries.hosts());
        }
    },
    EVIDENCE("Schoolgate, decision with its evidence", true) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            var engine = engine(workload);
            return new Deciding(request -> engine.decide(request).verdict(), queries.hosts());
        }
    },
    LOOK_UP("Schoolgate, look-up alone", true) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            var index = Subject.of(workload).index();
            Target[] targets = targets(queries.hosts());
            return number -> Subject.bitsOf(index, targets[number]);
        }
    },
    CHASE("pointer chase, 4 KiB pages", false) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            return PointerChase.over(Subject.of(workload).hotBytes(), false);
        }
    },
    CHASE_HUGE("pointer chase, 2 MiB pages", false) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            return PointerChase.over(Subject.of(workload).hotBytes(), true);
        }
    },
    HASH_SET("HashSet<String>, suffix walk", false) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            var walk = new HashSetWalk(workload.names());
            String[] hosts = queries.hosts();
            return number -> walk.lists(hosts[number]) ? 1 : 0;
        }
    },
    E2GUARDIAN("e2guardian's search, 60 lists", false) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            var lists = new ListByList(workload.names(), workload.lists());
            byte[][] hosts = Arrays.stream(queries.hosts()).map(ListByList::ascii).toArray(byte[][]::new);
            return number -> lists.find(hosts[number]) + 1;
        }
    },
    NOTHING("the loop alone", false) {
        @Override
        Contender make(Workload workload, Queries queries) throws IOException {
            return number -> number;
        }
    };

    private final String title;
    private final boolean ours;

    Rival(String title, boolean ours) {
        this.title = title;
        this.ours = ours;
    }

    abstract Contender make(Workload workload, Queries queries) throws IOException;

    private static PolicyEngine engine(Workload workload) throws IOException {
        return MadeUpSchool.engine(workload.categories(), Subject.of(workload).index());
    }

    /// As command lines and results spell it: `hash-set`.
    String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// As pages call it.
    String title() {
        return title;
    }

    boolean ours() {
        return ours;
    }

    static Rival of(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    static Target[] targets(String[] hosts) {
        return Arrays.stream(hosts).map(host -> new Target.Site(new HostName(host), 443)).toArray(Target[]::new);
    }
}
