/// Who may come in: passwords, the limits on guessing them, and the tokens of a session.
///
/// Start with [org.schoolgate.review.signin.Door].
@NullMarked
package org.schoolgate.review.signin;

import org.jspecify.annotations.NullMarked;
