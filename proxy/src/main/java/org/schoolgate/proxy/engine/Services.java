package org.schoolgate.proxy.engine;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.schoolgate.filters.decision.Decider;
import org.schoolgate.filters.evidence.Journal;
import org.schoolgate.proxy.ProxySettings;
import org.schoolgate.proxy.log.ExchangeLog;

/// What every gate of one gateway shares.
///
/// @param via this process's name in `Via`
/// @param draining true from the moment on which no new exchange may begin
record Services(
        ProxySettings settings,
        Decider decider,
        Journal journal,
        Answers answers,
        ExchangeLog log,
        InstantSource clock,
        Names names,
        AddressGuard guard,
        RequestCheck check,
        String via,
        Connections connections,
        AtomicBoolean draining) {}
