package org.schoolgate.blocklists.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// How a publisher has made digests of addresses: `sha256 of pages`.
///
/// @param kind which digest
/// @param form of which spelling of an address
public record Digesting(Kind kind, Form form) {

    /// Every way there is.
    public static final List<Digesting> ALL = Arrays.stream(Kind.values())
            .flatMap(kind -> Arrays.stream(Form.values()).map(form -> new Digesting(kind, form))).toList();

    /// What may be written, for messages.
    public static final String WRITTEN = "one of "
            + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))
            + ", then 'of', then one of "
            + Arrays.stream(Form.values()).map(Form::word).collect(Collectors.joining(", "))
            + ", as in 'sha256 of pages'";

    private static final String OF = " of ";

    /// A digest, by its length.
    public enum Kind {
        MD5("MD5", 16), SHA1("SHA-1", 20), SHA256("SHA-256", 32);

        private final String algorithm;
        private final int bytes;

        Kind(String algorithm, int bytes) {
            this.algorithm = algorithm;
            this.bytes = bytes;
        }

        /// How long a digest is, in bytes; written it is twice as many letters.
        public int bytes() {
            return bytes;
        }

        /// How settings call it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The kind whose digests have so many bytes.
        public static Optional<Kind> of(int bytes) {
            return Arrays.stream(values()).filter(kind -> kind.bytes == bytes).findFirst();
        }
    }

    /// What of an address is digested. [Forms] says which spellings of one address these are.
    public enum Form {
        /// Host and path, without a scheme: `host.example/path/`.
        PAGES("pages", ""),
        /// The same behind `http://`, however it is asked for.
        HTTP_PAGES("http-pages", "http://"),
        /// The same behind `https://`, however it is asked for.
        HTTPS_PAGES("https-pages", "https://"),
        /// The bare host.
        HOSTS("hosts", "");

        private final String word;
        private final String before;

        Form(String word, String before) {
            this.word = word;
            this.before = before;
        }

        /// How settings call it.
        public String word() {
            return word;
        }

        /// What stands before the host.
        String before() {
            return before;
        }
    }

    /// Reads what [#toString] gives.
    public static Optional<Digesting> parse(String text) {
        String written = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").replace("sha-", "sha");
        return ALL.stream().filter(each -> each.toString().equals(written)).findFirst();
    }

    /// Reads what [#mark] gives.
    public static Optional<Digesting> read(String mark) {
        return ALL.stream().filter(each -> each.mark().equals(mark)).findFirst();
    }

    /// How entries call it, without a space.
    public String mark() {
        return kind.word() + ":" + form.word();
    }

    /// Makes digests, for one thread. A new one costs less than a digest.
    public MessageDigest begin() {
        try {
            return MessageDigest.getInstance(kind.algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has " + kind.algorithm, impossible);
        }
    }

    /// The digest of a spelling.
    public byte[] of(String spelling) {
        return begin().digest(spelling.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return kind.word() + OF + form.word();
    }
}
