package org.schoolgate.proxy.identity.radius;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Person;

/// Which names that devices sign in to the network with are the school's own.
///
/// `ann`, `ann@school.example` and `SCHOOL\ann` are one person where `school.example` and `SCHOOL` are own realms. Whoever has
/// another realm is somebody else's, and no person of the school. Neither is a device that signs in by its number, a computer
/// that signs in for itself (`host/pc-12`, `PC-12$`), nor whoever hides the name from the network (`anonymous`).
///
/// @param own the school's realms and domains, in lower case
public record Realms(Set<String> own) {

    private static final Pattern DEVICE = Pattern
            .compile("(?:[0-9a-f]{2}[-:.]?){5}[0-9a-f]{2}|(?:[0-9a-f]{4}\\.){2}[0-9a-f]{4}");
    private static final Set<String> NOBODY = Set.of("", "anonymous");

    public Realms {
        own = own.stream().map(realm -> realm.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    public Realms(List<String> own) {
        this(Set.copyOf(own));
    }

    /// The person of the school who signs in by this name; empty where it is none.
    public Optional<Person> person(String userName) {
        String account = userName.strip().toLowerCase(Locale.ROOT);
        int domain = account.indexOf('\\');
        if (domain >= 0) {
            if (!own.contains(account.substring(0, domain))) {
                return Optional.empty();
            }
            account = account.substring(domain + 1);
        }
        int realm = account.lastIndexOf('@');
        if (realm >= 0) {
            if (!own.contains(account.substring(realm + 1))) {
                return Optional.empty();
            }
            account = account.substring(0, realm);
        }
        boolean nobody = NOBODY.contains(account) || account.endsWith("$") || account.indexOf('@') >= 0
                || DEVICE.matcher(account).matches();
        return nobody ? Optional.empty() : Person.of(account);
    }
}
