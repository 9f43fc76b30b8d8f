/// TLS: the authority of this installation, the certificates it makes for devices, and the checks of those that sites show.
///
/// Towards devices: [org.schoolgate.proxy.tls.Authority] signs, [org.schoolgate.proxy.tls.Leaves] hands out. Towards sites:
/// [org.schoolgate.proxy.tls.SiteTls] makes the connections, [org.schoolgate.proxy.tls.Trust] says which certificates are
/// good; what is wrong with one is a [org.schoolgate.proxy.tls.CertificateFault].
@NullMarked
package org.schoolgate.proxy.tls;

import org.jspecify.annotations.NullMarked;
