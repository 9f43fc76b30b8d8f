package org.schoolgate.filters.policy;

import java.util.List;
import java.util.Set;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Use;
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

    /// Whatever is mostly used so.
    ///
    /// @param uses what for
    /// @param any the categories that are used so
    /// @param unless what takes a site out again: whatever is educational too, unless that is what it is about
    record OfUse(Set<Use> uses, CategorySet any, CategorySet unless) implements Subject {

        public OfUse {
            uses = Set.copyOf(uses);
        }

        /// What `categories` says is used so.
        public static OfUse of(Set<Use> uses, Categories categories) {
            return new OfUse(uses, categories.usedFor(uses), uses.contains(Use.EDUCATIONAL)
                    ? CategorySet.NONE
                    : categories.usedFor(Set.of(Use.EDUCATIONAL)));
        }

        @Override
        public boolean covers(Target target, CategorySet categories) {
            return any.intersects(categories) && !unless.intersects(categories);
        }
    }

    /// The categories whose entries make a rule about this speak; none where it speaks of something else.
    default CategorySet deciding() {
        return switch (this) {
            case Listed(CategorySet any) -> any;
            case OfUse(Set<Use> _, CategorySet any, CategorySet _) -> any;
            case Sites _,Unlisted _,Anything _ -> CategorySet.NONE;
        };
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
