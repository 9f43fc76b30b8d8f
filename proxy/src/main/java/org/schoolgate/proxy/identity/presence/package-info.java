/// Who is at which address, and how that is known: what the wireless network says, and what people say on the gateway's own
/// page.
///
/// Start with [org.schoolgate.proxy.identity.presence.Presences].
@NullMarked
package org.schoolgate.proxy.identity.presence;

import org.jspecify.annotations.NullMarked;
