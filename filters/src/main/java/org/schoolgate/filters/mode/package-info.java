/// What is done to what opens: search engines and YouTube in their safe modes, sign-in for the school's own accounts only.
///
/// Start with [org.schoolgate.filters.mode.Modes].
@NullMarked
package org.schoolgate.filters.mode;

import org.jspecify.annotations.NullMarked;
