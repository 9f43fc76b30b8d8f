package org.schoolgate.proxy.identity;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.schoolgate.filters.request.Person;

/// How people write the names that they sign in with. `rao`, `RAO`, `SCHOOL\rao` and `rao@school.example` are one person
/// where both domains are the school's; with a domain that is not, it is another person, or nobody.
///
/// @param domains the school's, in lower case
public record AccountNames(Set<String> domains) {

    public AccountNames {
        domains = domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whom a name means; empty where it is no name, or one of another domain.
    public Optional<Person> person(String name) {
        int slash = name.indexOf('\\');
        if (slash >= 0) {
            return isOurs(name.substring(0, slash)) ? Person.of(name.substring(slash + 1)) : Optional.empty();
        }
        int at = name.lastIndexOf('@');
        return Person.of(at > 0 && isOurs(name.substring(at + 1)) ? name.substring(0, at) : name);
    }

    private boolean isOurs(String domain) {
        return domains.contains(domain.strip().toLowerCase(Locale.ROOT));
    }

    /// Text that came in a header, one character for each byte: as UTF-8, or where it is none as Latin-1.
    static String decoded(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
        return decoded(bytes);
    }

    static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException older) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
