package org.schoolgate.filters.request;

import com.ibm.icu.text.IDNA;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names in other scripts, made ASCII as browsers do it: UTS-46, non-transitional.
///
/// Apart from [HostName], so that ICU and its tables are loaded only when the first such name comes.
final class InternationalNames {

    /// Thread-safe.
    private static final IDNA UTS46 = IDNA.getUTS46Instance(
            IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);

    /// Real names carry hyphens where the registries forbid them (`r3---sn.example`); [HostName] checks the lengths.
    private static final Set<IDNA.Error> TOLERATED = EnumSet.of(
            IDNA.Error.EMPTY_LABEL, IDNA.Error.LABEL_TOO_LONG, IDNA.Error.DOMAIN_NAME_TOO_LONG,
            IDNA.Error.LEADING_HYPHEN, IDNA.Error.TRAILING_HYPHEN, IDNA.Error.HYPHEN_3_4);

    private static final IDNA TO_UNICODE = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_UNICODE);

    private InternationalNames() {}

    /// The name with each label in ASCII; null where a label stands for no name.
    static @Nullable String toAscii(String name) {
        IDNA.Info info = new IDNA.Info();
        String ascii = UTS46.nameToASCII(name, new StringBuilder(), info).toString();
        return TOLERATED.containsAll(info.getErrors()) ? ascii : null;
    }

    /// The name with each `xn--…` label in its own script; one that stands for no name is kept as it is, or nearly.
    static String toUnicode(String name) {
        return TO_UNICODE.nameToUnicode(name, new StringBuilder(), new IDNA.Info()).toString();
    }
}
