/// What people say who think that a closed site should be open, and what was decided.
@NullMarked
package org.schoolgate.review.plea;

import org.jspecify.annotations.NullMarked;
