/// How connections come: to the explicit port, taken from the network on their way to a site, or handed on by a balancer.
///
/// Start with [org.schoolgate.proxy.listen.Arrival], which says of one connection how it came. An
/// [org.schoolgate.proxy.listen.InterceptingListener] takes those that the firewall turned round, and hands them on before
/// any loop knows them; [org.schoolgate.proxy.listen.BalancerHeader] reads what a balancer says of the client.
@NullMarked
package org.schoolgate.proxy.listen;

import org.jspecify.annotations.NullMarked;
