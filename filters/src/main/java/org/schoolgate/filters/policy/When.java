package org.schoolgate.filters.policy;

import java.util.Set;

/// At which hours a rule speaks.
public sealed interface When {

    boolean covers(Hours hours);

    /// At every hour, known or not.
    record Always() implements When {

        @Override
        public boolean covers(Hours hours) {
            return true;
        }
    }

    /// Only at these.
    record During(Set<Hours> hours) implements When {

        public During {
            hours = Set.copyOf(hours);
        }

        @Override
        public boolean covers(Hours now) {
            return hours.contains(now);
        }
    }
}
