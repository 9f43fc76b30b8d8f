/// The lists of a gateway: how they are imported, kept on disk in versions, and made into an index.
///
/// Start with [org.schoolgate.blocklists.build.ListLibrary].
@NullMarked
package org.schoolgate.blocklists.build;

import org.jspecify.annotations.NullMarked;
