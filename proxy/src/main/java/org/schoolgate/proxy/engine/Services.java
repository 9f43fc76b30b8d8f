package org.schoolgate.proxy.engine;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.schoolgate.filters.mode.Modes;
import org.schoolgate.filters.request.Client;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.log.ExchangeLog;

/// What every gate of one gateway shares.
///
/// @param modes what is done to what opens for a client
/// @param via this process's name in `Via`
/// @param draining true from the moment on which no new exchange may begin
record Services(
        ProxySettings settings,
        Judge judge,
        Function<Client, Modes> modes,
        Route route,
        Answers answers,
        ExchangeLog log,
        InstantSource clock,
        AddressGuard guard,
        RequestCheck check,
        String via,
        Connections connections,
        AtomicBoolean draining) {}
