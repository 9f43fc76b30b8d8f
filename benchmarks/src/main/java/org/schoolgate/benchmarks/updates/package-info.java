/// Lists that are renewed while people browse: what they notice of it, and how much memory it takes; beside squid.
@NullMarked
package org.schoolgate.benchmarks.updates;

import org.jspecify.annotations.NullMarked;
