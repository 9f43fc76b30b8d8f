package org.schoolgate.proxy.log;

import org.schoolgate.filters.request.TraceId;

/// What ties an exchange inside an encrypted connection to that connection, and to the certificates it rests on.
///
/// @param connection the trace of the connection
/// @param leaf the serial number of the certificate that the device was shown, in hexadecimal
/// @param site the SHA-256 of the site's own certificate, in hexadecimal; empty where the site was not asked
public record Link(TraceId connection, String leaf, String site) {}
