/// What the wireless network says of who has come and gone, by RADIUS accounting (RFC 2866, 2869).
///
/// Start with [org.schoolgate.proxy.identity.radius.AccountingListener].
@NullMarked
package org.schoolgate.proxy.identity.radius;

import org.jspecify.annotations.NullMarked;
