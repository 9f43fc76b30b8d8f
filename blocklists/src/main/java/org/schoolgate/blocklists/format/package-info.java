/// The kinds of lists that publishers write, line by line: what is an entry, what is a comment, what is a slip.
///
/// Start with [org.schoolgate.blocklists.format.ListFormat]; [org.schoolgate.blocklists.format.Formats] knows them all.
@NullMarked
package org.schoolgate.blocklists.format;

import org.jspecify.annotations.NullMarked;
