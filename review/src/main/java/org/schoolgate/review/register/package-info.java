/// The registers of the Head of School: what stands in their entries, which of them open something, and what is asked
/// before they do. Start at [Content].
@NullMarked
package org.schoolgate.review.register;

import org.jspecify.annotations.NullMarked;
