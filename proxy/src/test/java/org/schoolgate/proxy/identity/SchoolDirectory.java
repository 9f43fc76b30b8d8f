package org.schoolgate.proxy.identity;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldif.LDIFException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The directory of a small school, as a server on this machine: people, groups within groups, and two groups that are in
/// each other. It speaks in the open, after STARTTLS, or encrypted from the first byte, for the name `localhost`.
///
/// Active Directory's rule for chains, which this server does not know, is followed for it before it looks.
public final class SchoolDirectory implements AutoCloseable {

    public static final String GATEWAY = "cn=gateway,dc=school,dc=example";
    public static final String GATEWAYS_PASSWORD = "the gateway's own";

    private static final String PLAIN = "plain";
    private static final String ENCRYPTED = "encrypted";
    private static final X509Bundle CERTIFICATE = certificate("localhost");

    public final AtomicInteger binds = new AtomicInteger();
    public final AtomicInteger searches = new AtomicInteger();
    private final InMemoryDirectoryServer server;

    public SchoolDirectory() throws Exception {
        this(CERTIFICATE);
    }

    /// @param certificate what it proves its name by
    SchoolDirectory(X509Bundle certificate) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=school,dc=example");
        config.setSchema(null);
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(PLAIN, InetAddress.getLoopbackAddress(), 0,
                        context.getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig(ENCRYPTED, InetAddress.getLoopbackAddress(), 0,
                        context.getServerSocketFactory(), context.getSocketFactory()));
        config.addAdditionalBindCredentials(GATEWAY, GATEWAYS_PASSWORD);
        config.addInMemoryOperationInterceptor(new InMemoryOperationInterceptor() {
            @Override
            public void processSimpleBindRequest(InMemoryInterceptedSimpleBindRequest request) {
                if (!request.getRequest().getBindDN().equals(GATEWAY)) {
                    binds.incrementAndGet();
                }
            }

            @Override
            public void processSearchRequest(InMemoryInterceptedSearchRequest request) throws LDAPException {
                searches.incrementAndGet();
                Filter filter = request.getRequest().getFilter();
                if (filter.getMatchingRuleID() != null) {
                    var chain = request.getRequest().duplicate();
                    chain.setFilter(chained(Objects.requireNonNull(filter.getAssertionValue())));
                    request.setRequest(chain);
                }
            }
        });
        server = new InMemoryDirectoryServer(config);
        server.add("dn: dc=school,dc=example", "objectClass: domain", "dc: school");
        for (String unit : List.of("people", "groups")) {
            server.add("dn: ou=" + unit + ",dc=school,dc=example", "objectClass: organizationalUnit", "ou: " + unit);
        }
        person("rao", "chalk and talk", "teachers");
        person("okafor", "sixes and sevens", "teachers", "safeguarding");
        person("andré", "crème brûlée", "kitchen");
        person("lucy", "year seven pony", "year7");
        person("nobody", "in no group");
        group("teachers", "cn=Staff,ou=groups,dc=school,dc=example", "uid=rao", "uid=okafor");
        group("safeguarding", null, "uid=okafor");
        group("kitchen", "cn=Staff,ou=groups,dc=school,dc=example", "uid=andré");
        // These two are in each other.
        group("Staff", "cn=everyone,ou=groups,dc=school,dc=example", "cn=teachers", "cn=kitchen", "cn=everyone");
        group("everyone", "cn=Staff,ou=groups,dc=school,dc=example", "cn=Staff", "cn=year7");
        group("year7", "cn=everyone,ou=groups,dc=school,dc=example", "uid=lucy");
        server.startListening();
    }

    public void person(String name, String password, String... groups) throws LDAPException, LDIFException {
        StringBuilder memberOf = new StringBuilder();
        for (String group : groups) {
            memberOf.append("\nmemberOf: cn=").append(group).append(",ou=groups,dc=school,dc=example");
        }
        server.add(("dn: uid=" + name + ",ou=people,dc=school,dc=example\nobjectClass: inetOrgPerson\nuid: " + name
                + "\nuserPassword: " + password + memberOf).split("\n"));
    }

    /// A second entry with somebody's name.
    void twin(String name, String password) throws LDAPException, LDIFException {
        server.add("dn: cn=twin of " + name + ",ou=people,dc=school,dc=example", "objectClass: inetOrgPerson",
                "uid: " + name, "userPassword: " + password);
    }

    private void group(String name, @Nullable String in, String... members) throws LDAPException, LDIFException {
        StringBuilder entry = new StringBuilder("dn: cn=" + name
                + ",ou=groups,dc=school,dc=example\nobjectClass: groupOfNames\ncn: " + name);
        for (String member : members) {
            entry.append("\nmember: ").append(member).append(member.startsWith("cn") ? ",ou=groups" : ",ou=people")
                    .append(",dc=school,dc=example");
        }
        server.add((entry + (in == null ? "" : "\nmemberOf: " + in)).split("\n"));
    }

    public void changePassword(String name, String password) throws LDAPException, LDIFException {
        server.modify("dn: uid=" + name + ",ou=people,dc=school,dc=example", "changetype: modify",
                "replace: userPassword", "userPassword: " + password);
    }

    /// Every group that holds somebody, or holds a group that does.
    private Filter chained(String of) throws LDAPException {
        Set<DN> found = new HashSet<>();
        Set<DN> step = Set.of(new DN(of));
        while (!step.isEmpty()) {
            Set<DN> next = new HashSet<>();
            for (DN dn : step) {
                for (SearchResultEntry group : Objects
                        .requireNonNull(server.search("dc=school,dc=example", SearchScope.SUB,
                                Filter.createEqualityFilter("member", dn.toString())).getSearchEntries())) {
                    next.add(group.getParsedDN());
                }
            }
            next.removeAll(found);
            found.addAll(next);
            step = next;
        }
        return Filter.createORFilter(found.stream().map(dn -> Filter.createEqualityFilter("cn",
                Objects.requireNonNull(dn.getRDN()).getAttributeValues()[0])).toList());
    }

    public DirectorySettings settings(DirectorySettings.Encryption encryption, DirectorySettings.Nesting nesting) {
        return new DirectorySettings(List.of(new DirectorySettings.Server("localhost", port(encryption))), encryption,
                trust(), GATEWAY, GATEWAYS_PASSWORD, "ou=people,dc=school,dc=example", "uid",
                Optional.of("ou=groups,dc=school,dc=example"), nesting, Duration.ofSeconds(2));
    }

    public int port(DirectorySettings.Encryption encryption) {
        return server.getListenPort(encryption == DirectorySettings.Encryption.LDAPS ? ENCRYPTED : PLAIN);
    }

    /// Goes away, with all its connections.
    public void stop() {
        server.shutDown(true);
    }

    /// Comes back where it was.
    public void startAgain() throws LDAPException {
        server.startListening();
    }

    @Override
    public void close() {
        server.shutDown(true);
    }

    /// What trusts this directory and nobody else.
    public static SSLContext trust() {
        return trusting(CERTIFICATE);
    }

    static SSLContext trusting(X509Bundle certificate) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, certificate.toTrustManagerFactory().getTrustManagers(), null);
            return context;
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }

    static X509Bundle certificate(String name) {
        try {
            return new CertificateBuilder().ecp256().subject("CN=" + name).addSanDnsName(name)
                    .setIsCertificateAuthority(true).notAfter(Instant.now().plus(Duration.ofDays(365)))
                    .buildSelfSigned();
        } catch (Exception fault) {
            throw new IllegalStateException(fault);
        }
    }
}
