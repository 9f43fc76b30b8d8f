package org.schoolgate.proxy.identity;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// Where the school's directory is (LDAP, Active Directory), and how it is asked.
///
/// @param servers asked in this order; the first that answers is kept
/// @param encryption how the way to them is encrypted
/// @param trust whose certificates they may show
/// @param user the distinguished name of the gateway's own account there
/// @param password its password
/// @param people below which entry people are
/// @param account the attribute with the name that they sign in with
/// @param groups below which entry groups are
/// @param nesting how groups within groups are found
/// @param timeout for each step of a question
public record DirectorySettings(List<Server> servers, Encryption encryption, SSLContext trust, String user,
        String password, String people, String account, Optional<String> groups, Nesting nesting, Duration timeout) {

    public DirectorySettings {
        servers = List.copyOf(servers);
    }

    /// One machine of the directory.
    public record Server(String host, int port) {}

    /// How the way to a server is encrypted.
    public enum Encryption {
        /// From the first byte.
        LDAPS,
        /// After a greeting.
        STARTTLS,
        /// Not at all; on this very machine alone.
        NONE
    }

    /// How the groups of somebody are found.
    public enum Nesting {
        /// The directory itself follows groups within groups, by Active Directory's rule for chains.
        CHAIN,
        /// Each entry says which groups it is in (`memberOf`), and the gateway follows that.
        MEMBER_OF,
        /// Each group says who is in it (`member`, `uniqueMember`), and the gateway follows that.
        MEMBER
    }

    /// Leaves out the password.
    @Override
    public String toString() {
        return "DirectorySettings" + servers;
    }
}
