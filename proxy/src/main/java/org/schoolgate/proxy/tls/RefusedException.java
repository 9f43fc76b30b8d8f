package org.schoolgate.proxy.tls;

import java.security.cert.CertificateException;

/// A site's certificates are not good. The message is for the program's own log: which certificate, and what about it.
public final class RefusedException extends CertificateException {

    private static final long serialVersionUID = 1;

    private final CertificateFault fault;

    RefusedException(CertificateFault fault, String detail) {
        super(fault + ": " + detail);
        this.fault = fault;
    }

    public CertificateFault fault() {
        return fault;
    }

    /// Nobody looks at where in the checks it was found.
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
