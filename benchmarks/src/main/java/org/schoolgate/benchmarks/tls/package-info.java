/// Inspected connections beside squid: what one costs a proxy in CPU time, how many are taken up again, what a request on a
/// kept one costs, and what thousands of new names do to others.
///
/// Start with [org.schoolgate.benchmarks.tls.TlsSuite].
@NullMarked
package org.schoolgate.benchmarks.tls;

import org.jspecify.annotations.NullMarked;
