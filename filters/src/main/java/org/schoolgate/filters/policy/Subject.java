package org.schoolgate.filters.policy;

import java.util.List;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.Target;

/// What a rule is about.
public sealed interface Subject {

    /// Whether the rule is about `target`, which is in `categories`.
    boolean covers(Target target, CategorySet categories);

    /// Whatever is in any of these categories.
    record Listed(CategorySet any) implements Subject {

        @Override
        public boolean covers(Target target, CategorySet categories) {
            return any.intersects(categories);
        }
    }

    /// These sites and every name below them.
    record Sites(List<Host> hosts) implements Subject {

        public Sites {
            hosts = List.copyOf(hosts);
        }

        @Override
        public boolean covers(Target target, CategorySet categories) {
            for (Host host : hosts) {
                if (host instanceof HostName name && target.host() instanceof HostName asked
                        ? asked.isWithin(name)
                        : host.equals(target.host())) {
                    return true;
                }
            }
            return false;
        }
    }

    /// Whatever no list mentions.
    record Unlisted() implements Subject {

        @Override
        public boolean covers(Target target, CategorySet categories) {
            return categories.isEmpty();
        }
    }

    /// Everything.
    record Anything() implements Subject {

        @Override
        public boolean covers(Target target, CategorySet categories) {
            return true;
        }
    }
}
