package org.schoolgate.app.selftest;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.schoolgate.filters.request.Target;

/// Machines that may be asked. Where one is missing, what needs it is not tried.
///
/// @param openSite a site that the policy opens, encrypted
/// @param openPage a page that the policy opens, in plain HTTP
/// @param address of a machine on the internet that answers on TCP 80 and 443, and on UDP 443 if it can
/// @param nameServer a name server that is not the school's
/// @param resolver the name server that this machine is told to ask
public record Outside(
        Optional<Target.Site> openSite,
        Optional<Target.Page> openPage,
        Optional<String> address,
        Optional<InetSocketAddress> nameServer,
        Optional<InetSocketAddress> resolver) {}
