/// What the tests of all packages share.
@NullMarked
package org.schoolgate.blocklists;

import org.jspecify.annotations.NullMarked;
