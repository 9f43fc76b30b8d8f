/// What is said about each exchange once it has ended.
///
/// Start with [org.schoolgate.proxy.log.ExchangeLog].
@NullMarked
package org.schoolgate.proxy.log;

import org.jspecify.annotations.NullMarked;
