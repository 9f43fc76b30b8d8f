/// Tests of the engine against real sockets. Start with [org.schoolgate.proxy.engine.Stage].
@NullMarked
package org.schoolgate.proxy.engine;

import org.jspecify.annotations.NullMarked;
