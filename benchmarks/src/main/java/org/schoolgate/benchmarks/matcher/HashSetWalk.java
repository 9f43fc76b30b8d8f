package org.schoolgate.benchmarks.matcher;

import java.util.HashSet;
import java.util.Set;
import org.schoolgate.benchmarks.workload.Names;

/// The rival that anybody would write first: a set of strings, asked for the host and for each name above it. It says yes or
/// no, and neither category nor line. It is not asked for the last label alone, as no list has one.
final class HashSetWalk {

    private final Set<String> set;

    HashSetWalk(Names names) {
        set = HashSet.newHashSet(names.size());
        for (int i = 0; i < names.size(); i++) {
            set.add(names.text(i));
        }
    }

    boolean lists(String host) {
        int from = 0;
        for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', from)) {
            if (set.contains(host.substring(from))) {
                return true;
            }
            from = dot + 1;
        }
        return false;
    }
}
