package org.schoolgate.proxy.identity;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.admin.kadmin.local.LocalKadminImpl;
import org.apache.kerby.kerberos.kerb.identity.backend.BackendConfig;
import org.apache.kerby.kerberos.kerb.server.KdcConfig;
import org.apache.kerby.kerberos.kerb.server.KdcConfigKey;
import org.apache.kerby.kerberos.kerb.server.KdcServer;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;

/// A Kerberos realm with a server of its own on this machine, and devices that people sign in on.
public final class Realm implements AutoCloseable {

    public static final String SPNEGO = "1.3.6.1.5.5.2";
    public static final String KERBEROS = "1.2.840.113554.1.2.2";

    private final String name;
    private final int port;
    private final KdcServer server;
    private final LocalKadminImpl accounts;

    /// A device's half of what it and a service say to each other.
    public static final class Half {

        private final GSSContext context;
        private final byte[] token;

        Half(GSSContext context, byte[] token) {
            this.context = context;
            this.token = token;
        }

        public GSSContext context() {
            return context;
        }

        /// What it says first.
        public byte[] token() {
            return token;
        }
    }

    public Realm(String name) throws IOException, KrbException {
        this.name = name;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        KdcConfig config = new KdcConfig();
        config.setString(KdcConfigKey.KDC_REALM, name);
        config.setString(KdcConfigKey.KDC_HOST, "localhost");
        config.setInt(KdcConfigKey.KDC_TCP_PORT, port);
        config.setBoolean(KdcConfigKey.KDC_ALLOW_UDP, false);
        config.setBoolean(KdcConfigKey.KDC_ALLOW_TCP, true);
        // The server that comes ready for tests keeps its realm in a static field.
        server = new KdcServer(config, new BackendConfig());
        server.init();
        accounts = new LocalKadminImpl(server.getKdcSetting(), server.getIdentityService());
        accounts.createBuiltinPrincipals();
        server.start();
    }

    public void account(String account, String password) throws KrbException {
        accounts.addPrincipal(account, password);
    }

    /// A service, whose keys go into a keytab, too; the keytab is made or added to.
    public void service(String service, String password, Path keytab) throws KrbException {
        accounts.addPrincipal(service, password);
        keytab(service, keytab);
    }

    public void keytab(String service, Path keytab) throws KrbException {
        accounts.exportKeytab(keytab.toFile(), service + "@" + name);
    }

    public void changePassword(String account, String password) throws KrbException {
        accounts.changePassword(account + "@" + name, password);
    }

    /// What devices have to know of realms, in a file; those in this process know it from then on.
    ///
    /// @param more lines of `libdefaults`
    public static Path configure(Path folder, String more, Realm... realms) throws IOException {
        StringBuilder text = new StringBuilder("[libdefaults]\ndefault_realm = " + realms[0].name
                + "\nudp_preference_limit = 1\ndns_lookup_kdc = false\ndns_canonicalize_hostname = false\nrdns = false\n"
                + more
                + "\n[realms]\n");
        StringBuilder domains = new StringBuilder("[domain_realm]\n");
        for (Realm realm : realms) {
            text.append(realm.name).append(" = {\nkdc = localhost:").append(realm.port).append("\n}\n");
            domains.append("gw.").append(realm.name.toLowerCase(Locale.ROOT)).append(" = ").append(realm.name)
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("krb5.conf"), text.append(domains), StandardCharsets.UTF_8);
        System.setProperty("java.security.krb5.conf", file.toString());
        return file;
    }

    /// Somebody who has signed in on a device of this realm.
    public Subject signIn(String account, String password) throws Exception {
        Subject subject = new Subject();
        Map<String, String> options = Map.of("principal", account + "@" + name, "refreshKrb5Config", "true");
        new LoginContext("device", subject, callbacks -> {
            for (var callback : callbacks) {
                switch (callback) {
                    case NameCallback wanted -> wanted.setName(account + "@" + name);
                    case PasswordCallback wanted -> wanted.setPassword(password.toCharArray());
                    default -> throw new IllegalStateException(callback.toString());
                }
            }
        }, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String any) {
                return new AppConfigurationEntry[]{new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        AppConfigurationEntry.LoginModuleControlFlag.REQUIRED, options)};
            }
        }).login();
        return subject;
    }

    /// What the device of somebody says to a service first, with the wish that the service prove itself.
    ///
    /// @param mechanism [#SPNEGO] or [#KERBEROS]
    public Half begin(Subject who, String service, String mechanism) {
        return Subject.callAs(who, () -> {
            GSSManager manager = GSSManager.getInstance();
            GSSContext context = manager.createContext(
                    manager.createName(service + "@" + name, GSSName.NT_USER_NAME), new Oid(mechanism), null, 0);
            context.requestMutualAuth(true);
            return new Half(context, context.initSecContext(new byte[0], 0, 0));
        });
    }

    @Override
    public void close() throws KrbException {
        server.stop();
    }
}
