/// What the review site says and asks of lists: how old they are, what waits for a person, what an edit would touch, and who has changed
/// what. No record of a person is in it. Whoever keeps the lists answers.
@NullMarked
package org.schoolgate.review.lists;

import org.jspecify.annotations.NullMarked;
