package org.schoolgate.proxy.tls;

import io.netty.handler.ssl.SslContext;

/// A certificate of the gateway's own, as it is shown to devices.
///
/// @param serving makes the gateway's side of a connection on which it is shown
/// @param number its serial number, in hexadecimal digits
public record Leaf(SslContext serving, String number) {}
