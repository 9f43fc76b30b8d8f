package org.schoolgate.proxy.identity;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How the directory's groups are called: by their common names, or by distinguished names where one common name stands for
/// several groups. Case matters in neither.
public final class GroupNames {

    private GroupNames() {}

    /// The one spelling of a name, as people write it; empty where it is a distinguished name with a mistake in it.
    public static Optional<String> of(String written) {
        String plain = written.strip();
        if (plain.indexOf('=') < 0) {
            return plain.isEmpty() ? Optional.empty() : Optional.of(plain.toLowerCase(Locale.ROOT));
        }
        try {
            return Optional.of(DN.normalize(plain));
        } catch (LDAPException mistake) {
            return Optional.empty();
        }
    }

    /// Whether it is a distinguished name.
    public static boolean isDistinguished(String written) {
        return written.indexOf('=') > 0 && DN.isValidDN(written);
    }

    /// Both names of a group.
    static Set<String> of(Entry group) throws LDAPException {
        Set<String> names = new LinkedHashSet<>();
        names.add(DN.normalize(group.getDN()));
        String[] common = group.getAttributeValues("cn");
        for (String name : common == null ? new String[0] : common) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
