/// LittleProxy, and the handlers that sit in its pipeline: the only package that imports it.
///
/// Start with [org.schoolgate.proxy.engine.Gate], which takes a request from its first byte to its last, and
/// [org.schoolgate.proxy.engine.Phase], the steps it takes. One client's connection has one of each of these, all on one
/// loop, each knowing only those above it:
///
/// - [org.schoolgate.proxy.engine.Line]: where the connection stands, and what waits
/// - [org.schoolgate.proxy.engine.Ending]: how an exchange ends, and the gateway's own answers
/// - [org.schoolgate.proxy.engine.Tunnel]: what is carried as it is
/// - [org.schoolgate.proxy.engine.Sites]: the way to the site, with an [org.schoolgate.proxy.engine.Upstream] for each
///   connection
/// - [org.schoolgate.proxy.engine.Inspection]: the way inside an encrypted connection, which comes back to the gate
/// - [org.schoolgate.proxy.engine.Greeting]: whom an encrypted connection is for, and which way it goes
/// - [org.schoolgate.proxy.engine.WayBack]: what LittleProxy writes to the client
/// - [org.schoolgate.proxy.engine.Gate]: Netty's events, and the judging
///
/// What all connections share is in [org.schoolgate.proxy.engine.Services]. The way into LittleProxy is
/// [org.schoolgate.proxy.engine.Seam]; what is relied on in it, [org.schoolgate.proxy.engine.LittleProxy].
@NullMarked
package org.schoolgate.proxy.engine;

import org.jspecify.annotations.NullMarked;
