package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Holds what was fetched against what its publisher says of it: a checksum, a signature.
///
/// @param requests asks the publisher
record Proofs(SourceSettings settings, Requests requests, InstantSource clock) {

    /// The longest file of checksums or signature, in bytes.
    private static final int MOST = 1 << 20;

    private static final Pattern BY_NAME = Pattern.compile("\\\\?([0-9a-fA-F]{32,128}) [ *](.*)");
    private static final Pattern NAMED = Pattern.compile("[A-Z0-9-]+ ?\\((.*)\\) ?= ?([0-9a-fA-F]{32,128})");
    private static final Pattern BARE = Pattern.compile("[0-9a-fA-F]{32,128}");

    /// @throws FetchException where it is not what the publisher gave out
    void check(Path file) throws FetchException, IOException {
        SourceSettings.Proof proof = settings.proof();
        if (proof.checksum().isPresent()) {
            checksum(file, text(proof.checksum().get(), "checksum"));
        }
        if (proof.signature().isPresent() && proof.key().isPresent()) {
            Optional<String> wrong = proof.key().get().verify(file, text(proof.signature().get(), "signature"));
            if (wrong.isPresent()) {
                throw new FetchException(wrong.get());
            }
        }
    }

    private void checksum(Path file, String text) throws FetchException, IOException {
        String name = settings.from().map(Where::file).orElse("");
        String expected = text.lines().map(String::strip).map(line -> digest(line, name)).flatMap(Optional::stream)
                .findFirst().orElseThrow(() -> new FetchException(
                        "the publisher's file of checksums says nothing of '" + name + "'"))
                .toLowerCase(Locale.ROOT);
        String is = digest(file, switch (expected.length()) {
            case 32 -> "MD5";
            case 40 -> "SHA-1";
            case 64 -> "SHA-256";
            case 96 -> "SHA-384";
            case 128 -> "SHA-512";
            default -> throw new FetchException("the publisher's checksum is of a kind that is not known here");
        });
        if (!is.equals(expected)) {
            throw new FetchException("its checksum does not fit: the publisher says " + shortened(expected)
                    + ", and it is "
                    + shortened(is) + "; it was torn or changed on its way, or the publisher is putting out a new one");
        }
    }

    private static String shortened(String digest) {
        return digest.substring(0, 12) + "…";
    }

    private static Optional<String> digest(String line, String name) {
        Matcher byName = BY_NAME.matcher(line);
        if (byName.matches()) {
            return named(byName.group(2), name) ? Optional.of(byName.group(1)) : Optional.empty();
        }
        Matcher named = NAMED.matcher(line);
        if (named.matches()) {
            return named(named.group(1), name) ? Optional.of(named.group(2)) : Optional.empty();
        }
        return BARE.matcher(line).matches() ? Optional.of(line) : Optional.empty();
    }

    private static boolean named(String path, String name) {
        return path.substring(path.lastIndexOf('/') + 1).equals(name);
    }

    /// A file's digest in hexadecimal.
    static String digest(Path file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// A text's SHA-256.
    static byte[] sha256(String text) {
        return digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String text(Where where, String what) throws FetchException, IOException {
        return switch (where) {
            case Where.Local(Path path) -> {
                try (InputStream in = Files.newInputStream(path)) {
                    yield bounded(in, what);
                } catch (IOException unreadable) {
                    throw new FetchException("its " + what + ", " + path + ", cannot be read", unreadable);
                }
            }
            case Where.Web(URI address) -> {
                HttpResponse<InputStream> response = requests.get(address, Map.of("Accept-Encoding", "identity"));
                try (InputStream body = response.body()) {
                    if (response.statusCode() != 200) {
                        FetchException refused = Answers.refused(response, clock.instant());
                        throw new FetchException("of its " + what + ", " + refused.words(), refused.notBefore());
                    }
                    yield bounded(body, what);
                }
            }
        };
    }

    private static String bounded(InputStream in, String what) throws FetchException, IOException {
        byte[] read = in.readNBytes(MOST + 1);
        if (read.length > MOST) {
            throw new FetchException("its " + what + " is longer than " + Amounts.text(MOST));
        }
        return new String(read, StandardCharsets.UTF_8);
    }
}
