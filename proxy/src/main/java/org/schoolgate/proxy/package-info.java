/// The gateway: traffic comes in here, is judged, and goes on its way or is answered.
///
/// Start with [org.schoolgate.proxy.Gateway]; the engine below it is the only package that knows LittleProxy.
@NullMarked
package org.schoolgate.proxy;

import org.jspecify.annotations.NullMarked;
