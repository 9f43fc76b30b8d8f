/// What can be run: each [org.schoolgate.benchmarks.run.Suite] measures one thing and says which figures come of it.
@NullMarked
package org.schoolgate.benchmarks.run;

import org.jspecify.annotations.NullMarked;
