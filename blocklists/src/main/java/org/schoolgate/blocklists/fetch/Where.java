package org.schoolgate.blocklists.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Where something lies that is fetched.
public sealed interface Where {

    /// On another machine.
    ///
    /// @param address `http` or `https`, with a host, without a user and without a fragment
    record Web(URI address) implements Where {

        /// Without what follows the `?`, which may be a member's secret.
        @Override
        public String shown() {
            return address.getScheme() + "://" + address.getRawAuthority()
                    + Optional.ofNullable(address.getRawPath()).orElse("")
                    + (address.getRawQuery() == null ? "" : "?…");
        }

        @Override
        public String written() {
            return address.toString();
        }

        @Override
        public String file() {
            String path = Optional.ofNullable(address.getPath()).orElse("");
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    /// On this machine: a file, or a folder of lists.
    ///
    /// @param path absolute
    record Local(Path path) implements Where {

        @Override
        public String shown() {
            return path.toString();
        }

        @Override
        public String written() {
            return path.toString();
        }

        @Override
        public String file() {
            return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
        }
    }

    /// As people and logs may see it.
    String shown();

    /// As [#parse] reads it.
    String written();

    /// The name of the file, without its folder.
    String file();

    /// Reads an address, `file:` and a path, or an absolute path. Empty where it is none, or carries a user's name.
    static Optional<Where> parse(String text) {
        try {
            if (text.startsWith("/")) {
                return Optional.of(new Local(FileSystems.getDefault().getPath(text).normalize()));
            }
            URI address = new URI(text);
            return switch (Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT)) {
                case "http", "https" -> address.getHost() == null || address.getRawUserInfo() != null
                        || address.getRawFragment() != null ? Optional.empty() : Optional.of(new Web(address));
                case "file" -> address.getPath() == null || !address.getPath().startsWith("/")
                        ? Optional.empty()
                        : Optional.of(new Local(FileSystems.getDefault().getPath(address.getPath()).normalize()));
                default -> Optional.empty();
            };
        } catch (URISyntaxException | InvalidPathException none) {
            return Optional.empty();
        }
    }
}
