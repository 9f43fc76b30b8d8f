/// LittleProxy, and the handlers that sit in its pipeline: the only package that imports it.
///
/// Start with [org.schoolgate.proxy.engine.Gate], which takes a request from its first byte to its last.
@NullMarked
package org.schoolgate.proxy.engine;

import org.jspecify.annotations.NullMarked;
