/// Programs that take no certificate but their own: noticed, and told to IT. Nothing here ever changes what is looked into.
@NullMarked
package org.schoolgate.app.pinned;

import org.jspecify.annotations.NullMarked;
