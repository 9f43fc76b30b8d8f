package org.schoolgate.proxy.identity.radius;

import org.schoolgate.filters.request.AddressRange;

/// Whose accounting is believed: an access point, or the controller of many.
///
/// @param addresses where its packets come from
/// @param secret what it knows
public record AccessPoint(AddressRange addresses, Secret secret) {}
