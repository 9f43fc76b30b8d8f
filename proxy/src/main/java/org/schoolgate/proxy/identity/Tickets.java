package org.schoolgate.proxy.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads what devices send by Negotiate ([RFC 4559](https://www.rfc-editor.org/rfc/rfc4559)): Kerberos tickets, inside SPNEGO or on
/// their own, made for one of the gateway's names. It does so with the keys in keytabs, and asks nobody. Java itself notices a ticket
/// that was shown before, for as long as one is good.
///
/// A keytab that is exchanged is read anew by itself. Safe for any number of threads; no event loop asks, as files may be read.
final class Tickets {

    private static final Logger LOG = LoggerFactory.getLogger(Tickets.class);
    private static final Oid SPNEGO = oid("1.3.6.1.5.5.2");
    private static final Oid KERBEROS = oid("1.2.840.113554.1.2.2");
    private static final String NTLM = "NTLMSSP\0";
    /// How Java says what is wrong with a ticket: by the number in RFC 4120, section 7.5.9.
    private static final Pattern NUMBER = Pattern.compile("\\(([0-9]{1,3})\\)");

    private final Set<KerberosPrincipal> services;
    private final List<Path> keytabs;
    private final Subject gateway = new Subject();
    private volatile boolean away;

    /// What has become of one token.
    ///
    /// @param reply what the device is told in turn; empty where there is nothing to tell
    /// @param principal who it names, with the realm; empty where the device has to say more
    record Step(Optional<byte[]> reply, Optional<String> principal) {}

    Tickets(TicketSettings settings) {
        this.services = settings.services().stream().map(KerberosPrincipal::new)
                .collect(Collectors.toUnmodifiableSet());
        this.keytabs = settings.keytabs();
        for (KerberosPrincipal service : services) {
            gateway.getPrincipals().add(service);
            keytabs.forEach(file -> gateway.getPrivateCredentials().add(KeyTab.getInstance(service, file.toFile())));
        }
        gateway.setReadOnly();
        look();
    }

    /// Says so when keys cannot be had any more, and when they can be again.
    void look() {
        Optional<String> missing = missing();
        if (missing.isPresent() && !away) {
            LOG.warn("Nobody can be known by a ticket for now: {}", missing.get());
        } else if (missing.isEmpty() && away) {
            LOG.info("People can be known by their tickets again");
        }
        away = missing.isPresent();
    }

    /// Whether there is a service without a key.
    boolean isAway() {
        return away;
    }

    private Optional<String> missing() {
        for (Path file : keytabs) {
            if (!Files.isReadable(file)) {
                return Optional
                        .of("the keytab " + file + " cannot be read; put it there, readable for the gateway's user");
            }
        }
        return services.stream().filter(service -> gateway.getPrivateCredentials(KeyTab.class).stream()
                .allMatch(keytab -> keytab.getKeys(service).length == 0)).findFirst()
                .map(service -> "no keytab has a key for " + service.getName()
                        + " that can be used; make one with keys for AES");
    }

    /// What one device and the gateway say to each other, until it is known who it is. For one thread at a time.
    final class Rounds {

        private final GSSContext context;

        Rounds() throws TicketRefused {
            try {
                GSSManager manager = GSSManager.getInstance();
                context = Subject.callAs(gateway, () -> manager.createContext(manager.createCredential(null,
                        GSSCredential.INDEFINITE_LIFETIME, new Oid[]{SPNEGO, KERBEROS}, GSSCredential.ACCEPT_ONLY)));
            } catch (CompletionException noKeys) {
                throw new TicketRefused(TicketFault.NO_KEY, noKeys);
            }
        }

        /// @param token what the device sent; what comes of it is said once
        /// @throws TicketRefused where it names nobody; there is no further round then
        Step take(byte[] token) throws TicketRefused {
            if (new String(token, StandardCharsets.ISO_8859_1).startsWith(NTLM)) {
                throw new TicketRefused(TicketFault.NTLM, null);
            }
            try {
                return Subject.callAs(gateway, () -> {
                    Optional<byte[]> reply = Optional
                            .ofNullable(context.acceptSecContext(token, 0, token.length));
                    if (!context.isEstablished()) {
                        return new Step(reply, Optional.empty());
                    }
                    if (!services.contains(new KerberosPrincipal(context.getTargName().toString()))) {
                        throw new TicketRefused(TicketFault.NO_KEY, null);
                    }
                    return new Step(reply, Optional.of(context.getSrcName().toString()));
                });
            } catch (CompletionException wrong) {
                throw refused(token, wrong.getCause());
            }
        }

        /// Lets go of what was kept.
        void end() {
            try {
                context.dispose();
            } catch (GSSException gone) {
                LOG.debug("A context was gone already ({})", gone.getMajor());
            }
        }
    }

    private static TicketRefused refused(byte[] token, @Nullable Throwable why) {
        if (why instanceof TicketRefused already) {
            return already;
        }
        if (new String(token, StandardCharsets.ISO_8859_1).contains(NTLM)) {
            return new TicketRefused(TicketFault.NTLM, why);
        }
        if (!(why instanceof GSSException gss) || gss.getMajor() != GSSException.FAILURE || gss.getCause() == null) {
            return new TicketRefused(TicketFault.NO_TICKET, why);
        }
        Matcher number = NUMBER.matcher(String.valueOf(gss.getCause().getMessage()));
        return new TicketRefused(switch (number.find() ? Integer.parseInt(number.group(1)) : 0) {
            case 32 -> TicketFault.EXPIRED;
            case 34 -> TicketFault.REPEATED;
            case 33, 37 -> TicketFault.CLOCK;
            case 7, 14, 35, 44, 45, 400 -> TicketFault.NO_KEY;
            default -> TicketFault.FORGED;
        }, why);
    }

    private static Oid oid(String text) {
        try {
            return new Oid(text);
        } catch (GSSException impossible) {
            throw new IllegalStateException(text, impossible);
        }
    }
}
