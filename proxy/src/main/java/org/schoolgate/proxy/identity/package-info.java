/// Who asks, as far as requests and the school's directory tell.
///
/// Start with [org.schoolgate.proxy.identity.Identification], which the gate asks before it judges, then
/// [org.schoolgate.proxy.identity.InTurn], which asks one source after the other: a balancer's header, a password
/// ([org.schoolgate.proxy.identity.PasswordSource]), and at last the prompt for one. What takes time is asked on threads of
/// its own ([org.schoolgate.proxy.identity.Enquiries]); only [org.schoolgate.proxy.identity.Directory] speaks LDAP.
@NullMarked
package org.schoolgate.proxy.identity;

import org.jspecify.annotations.NullMarked;
