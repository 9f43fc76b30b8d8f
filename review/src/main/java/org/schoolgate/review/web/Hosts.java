package org.schoolgate.review.web;

import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.IpAddress;

/// Under which names the site answers. Any other name in a `Host` header is refused, so that a page elsewhere cannot
/// reach the site by a name of its own that it points here.
final class Hosts {

    private final Set<String> own = new HashSet<>();
    private final boolean encrypted;
    private final Supplier<School> school;

    /// @param further names given in the configuration, without port
    Hosts(Listener listener, Set<String> further, Supplier<School> school) {
        encrypted = listener.tls().isPresent();
        own.add("localhost");
        String address = listener.address().getAddress().getHostAddress().toLowerCase(Locale.ROOT);
        int zone = address.indexOf('%');
        String bare = zone < 0 ? address : address.substring(0, zone);
        own.add(bare.contains(":") ? bracketed(bare) : bare);
        further.forEach(name -> own.add(name.toLowerCase(Locale.ROOT)));
        this.school = school;
    }

    /// Whether a `Host` header names this site, with or without a port.
    boolean isOurs(String host) {
        String name = withoutPort(host);
        return own.contains(name) || reviewSite().map(URI::getHost).filter(name::equalsIgnoreCase).isPresent();
    }

    /// Whether readers who use this `Host` header reach the site by https: its own, or that of something before it.
    boolean isHttps(String host) {
        return encrypted || reviewSite()
                .filter(site -> "https".equalsIgnoreCase(site.getScheme()))
                .filter(site -> withoutPort(host).equalsIgnoreCase(site.getHost()))
                .isPresent();
    }

    /// Whether an `Origin` header is this site as the same request's `Host` header names it.
    boolean isOrigin(String origin, String host) {
        return origin.equalsIgnoreCase((isHttps(host) ? "https://" : "http://") + host);
    }

    private Optional<URI> reviewSite() {
        try {
            return school.get().reviewSite().map(URI::create).filter(site -> site.getHost() != null);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']') && colon > 0;
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    /// As a browser writes an IPv6 address in a URL.
    private static String bracketed(String address) {
        return IpAddress.parse(address).map(parsed -> parsed.text())
                .orElse("[" + address + "]");
    }
}
