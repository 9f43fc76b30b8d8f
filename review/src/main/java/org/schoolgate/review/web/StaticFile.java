package org.schoolgate.review.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file of the site that is the same for everyone. Its address carries its hash, so browsers may keep it for good.
final class StaticFile {

    private final String name;
    private final String type;
    private final byte[] bytes;
    private final String version;

    private StaticFile(String name, String type, byte[] bytes, String version) {
        this.name = name;
        this.type = type;
        this.bytes = bytes;
        this.version = version;
    }

    /// Reads a file that lies beside this class.
    ///
    /// @param name such as `style.css`
    /// @param type its media type
    static StaticFile read(String name, String type) {
        try (InputStream in = StaticFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            byte[] bytes = in.readAllBytes();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new StaticFile(name, type, bytes, HexFormat.of().formatHex(hash, 0, 6));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    String path() {
        return "/" + name;
    }

    String address() {
        return path() + "?v=" + version;
    }

    void send(Exchange exchange) {
        boolean exact = exchange.query("v").equals(version);
        exchange.http().header("Cache-Control", exact ? "public, max-age=31536000, immutable" : "no-cache");
        exchange.http().contentType(type).result(bytes);
    }
}
