package org.schoolgate.app.config;

/// Everything a school's two files say.
///
/// @param gateway how the gateway runs, from `schoolgate.yaml`
/// @param policy what the school has decided, from `policy.yaml`
public record Configuration(GatewaySettings gateway, SchoolPolicy policy) {}
