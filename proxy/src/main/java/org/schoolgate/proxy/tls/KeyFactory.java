package org.schoolgate.proxy.tls;

import io.netty.handler.ssl.util.SimpleKeyManagerFactory;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.ManagerFactoryParameters;

/// One key manager in the form in which Netty wants to be given it.
final class KeyFactory extends SimpleKeyManagerFactory {

    private final KeyManager[] managers;

    KeyFactory(KeyManager manager) {
        this.managers = new KeyManager[]{manager};
    }

    @Override
    protected void engineInit(KeyStore keyStore, char[] password) {}

    @Override
    protected void engineInit(ManagerFactoryParameters parameters) {}

    @Override
    protected KeyManager[] engineGetKeyManagers() {
        return managers;
    }
}
