/// The index of everything that lists name: made once, kept in a file, asked for each request.
///
/// Start with [org.schoolgate.blocklists.index.PackedIndex], which answers; [org.schoolgate.blocklists.index.IndexBuilder]
/// makes it. What lies where in memory is drawn at `Table`, what lies where in the file at `IndexFile`.
@NullMarked
package org.schoolgate.blocklists.index;

import org.jspecify.annotations.NullMarked;
