package org.schoolgate.filters.decision;

/// What is demanded of a site before an encrypted connection to it is looked into, beyond what is demanded of all: never
/// is a certificate taken that was revoked.
///
/// @param proof whether somebody must say that the site's certificate was not revoked. Where nobody can say, the site is
/// refused then; it is let through otherwise, and counted
/// @param oldProtocols whether the site may speak TLS 1.0 and 1.1, and the ciphers of their time
public record Demands(boolean proof, boolean oldProtocols) {

    /// What is demanded where the policy says nothing else.
    public static final Demands STANDARD = new Demands(false, false);
}
