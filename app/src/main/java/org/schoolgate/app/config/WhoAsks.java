package org.schoolgate.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.schoolgate.filters.request.AddressRange;

/// How it is known who asks, from `identity` in `schoolgate.yaml`. The reference page tells what each is for.
///
/// @param domains what may stand beside a name and means the school
/// @param recheck after which time passwords and groups are asked for again
/// @param hold how long at most they hold while the directory is away
/// @param header whose word is believed
/// @param ticket whose Kerberos tickets are taken
/// @param password who is asked for one
/// @param directory the school's directory
public record WhoAsks(Set<String> domains, Duration recheck, Duration hold, Optional<Header> header,
        Optional<Ticket> ticket, Optional<Password> password, Optional<Directory> directory) {

    public WhoAsks {
        domains = Set.copyOf(domains);
    }

    /// A header by which balancers say who asks.
    public record Header(String name, List<AddressRange> from) {

        public Header {
            from = List.copyOf(from);
        }
    }

    /// Whose Kerberos tickets are taken.
    ///
    /// @param services the gateway's names, one for each realm
    /// @param keytabs the files with their keys
    /// @param realms whose people are the school's
    public record Ticket(List<AddressRange> networks, List<String> services, List<Path> keytabs, Set<String> realms) {

        public Ticket {
            networks = List.copyOf(networks);
            services = List.copyOf(services);
            keytabs = List.copyOf(keytabs);
            realms = Set.copyOf(realms);
        }
    }

    /// Who is asked for a password.
    ///
    /// @param realm what the browser shows beside the question
    /// @param wrong how many wrong ones an address may try for one name
    public record Password(List<AddressRange> networks, String realm, int wrong) {

        public Password {
            networks = List.copyOf(networks);
        }
    }

    /// A machine of the directory.
    ///
    /// @param port 0 for the usual one
    public record Server(String host, int port) {}

    /// The school's directory.
    ///
    /// @param user the distinguished name of the gateway's own account
    /// @param people below which entry people are
    /// @param account the attribute with the name that they sign in with
    /// @param groups below which entry groups are
    /// @param nested how groups within groups are found
    /// @param timeout for one question
    public record Directory(List<Server> servers, Encryption encryption, String user, Path passwordFile, String people,
            String account, Optional<String> groups, Nested nested, Duration timeout) {

        public Directory {
            servers = List.copyOf(servers);
        }

        /// How the way to it is encrypted.
        public enum Encryption {
            /// From the first byte.
            LDAPS(636),
            /// After a greeting.
            STARTTLS(389),
            /// Not at all.
            NONE(389);

            private final int port;

            Encryption(int port) {
                this.port = port;
            }

            /// The usual port.
            public int port() {
                return port;
            }

            /// As the file spells it.
            public String text() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        /// How groups within groups are found.
        public enum Nested {
            /// By Active Directory's rule for chains.
            CHAIN,
            /// Each entry says which groups it is in.
            MEMBER_OF,
            /// Each group says who is in it.
            MEMBER;

            /// As the file spells it.
            public String text() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }
}
