package org.schoolgate.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.app.config.GatewaySettings.Certificate;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.tls.Authority;
import org.schoolgate.proxy.tls.OwnTls;

/// With what the review site proves itself to readers.
final class SiteEncryption {

    private SiteEncryption() {}

    /// Empty where the site is reached in the open: on this machine alone, or by something before it that speaks TLS.
    ///
    /// @param authority the school's own, which its devices trust
    /// @throws IOException where the certificate's files cannot be used; the message says what to do
    static Optional<OwnTls> of(GatewaySettings settings, Supplier<School> school, Authority authority,
            InstantSource clock) throws IOException {
        if (!settings.webEncrypted()) {
            return Optional.empty();
        }
        Optional<Certificate> files = settings.webCertificate();
        return Optional.of(files.isPresent()
                ? OwnTls.of(files.get().chain(), files.get().key(), clock)
                : OwnTls.by(authority, () -> names(settings, school.get()), clock));
    }

    /// The names and addresses that the site answers to.
    private static Set<Host> names(GatewaySettings settings, School school) {
        InetAddress listen = settings.web().getAddress();
        Stream<String> names = Stream.concat(Stream.concat(Stream.of("localhost"), settings.webHostNames().stream()),
                school.reviewSite().map(URI::create).flatMap(site -> Optional.ofNullable(site.getHost())).stream());
        Stream<Host> named = names.flatMap(name -> HostName.parse(name).stream());
        Stream<Host> address = listen.isAnyLocalAddress()
                ? Stream.empty()
                : Stream.of(IpAddress.ofBytes(listen.getAddress()));
        return Stream.concat(named, address).collect(Collectors.toSet());
    }
}
