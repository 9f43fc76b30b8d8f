package org.schoolgate.proxy.engine;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.Rules;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.log.ExchangeLog;
import org.schoolgate.proxy.tls.Inspecting;
import org.schoolgate.proxy.use.PersonalUse;

/// What every gate of one gateway shares.
///
/// @param identification who asks
/// @param rules gives the rules in force
/// @param via this process's name in `Via`
/// @param draining true from the moment on which no new exchange may begin
/// @param inspecting how encrypted connections are looked into; empty where none are
/// @param notices whom that has been told
/// @param trails what was seen of devices before
record Services(
        ProxySettings settings,
        Judge judge,
        Identification identification,
        Supplier<? extends Rules> rules,
        Route route,
        Answers answers,
        ExchangeLog log,
        InstantSource clock,
        AddressGuard guard,
        RequestCheck check,
        String via,
        Connections connections,
        AtomicBoolean draining,
        Optional<Inspecting> inspecting,
        Notices notices,
        Trails trails) {

    /// What a rule's answer comes to for whoever asks.
    PersonalUse use() {
        return judge.use();
    }

    /// Whether this machine may say whose connection it hands on.
    boolean isBalancer(IpAddress address) {
        return settings.balancers().stream().anyMatch(range -> range.contains(address));
    }
}
