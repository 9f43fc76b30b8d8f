/// A school's rules, and the engine that reads them.
///
/// A [org.schoolgate.filters.policy.Policy] is a list of rules, asked from first to last; the first to answer wins.
/// [org.schoolgate.filters.policy.PolicyEngine] does the asking.
@NullMarked
package org.schoolgate.filters.policy;

import org.jspecify.annotations.NullMarked;
