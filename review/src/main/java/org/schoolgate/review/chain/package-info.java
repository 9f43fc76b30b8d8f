/// What shows whether records were changed afterwards: a chain over all of them, a tree over the chain, and checkpoints that are
/// signed and can leave the building. Knows no database and no clock. Start with [org.schoolgate.review.chain.Entry].
///
/// What it cannot show: whoever rules the machine can write a whole new chain, with keys of their own. That is found by a
/// checkpoint that is kept elsewhere, and by nothing else. What was written after the latest such checkpoint may be cut off
/// unnoticed.
@NullMarked
package org.schoolgate.review.chain;

import org.jspecify.annotations.NullMarked;
