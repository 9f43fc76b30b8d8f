/// A listener of its own that says whether the gateway is alive and ready, and what it counts.
///
/// Start with [org.schoolgate.proxy.health.HealthListener].
@NullMarked
package org.schoolgate.proxy.health;

import org.jspecify.annotations.NullMarked;
