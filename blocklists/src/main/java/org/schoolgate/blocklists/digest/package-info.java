/// Lists of digests: of which spellings of an address a publisher may have made them, and how they are made.
///
/// Start with [org.schoolgate.blocklists.digest.Digesting].
@NullMarked
package org.schoolgate.blocklists.digest;

import org.jspecify.annotations.NullMarked;
