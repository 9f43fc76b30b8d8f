/// Decides what was recorded once more, by the policy and the list entries of then.
@NullMarked
package org.schoolgate.app.replay;

import org.jspecify.annotations.NullMarked;
