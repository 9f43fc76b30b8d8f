/// What is written down and counted when an exchange ends.
///
/// Start with [org.schoolgate.proxy.log.ExchangeLog].
@NullMarked
package org.schoolgate.proxy.log;

import org.jspecify.annotations.NullMarked;
