package org.schoolgate.proxy.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The text files that come with this package.
final class Resource {

    private Resource() {}

    static List<String> lines(String name) {
        try (InputStream found = Resource.class.getResourceAsStream(name)) {
            if (found == null) {
                throw new IllegalStateException(name + " is missing in the program's own jar");
            }
            return new String(found.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException broken) {
            throw new IllegalStateException(name + " in the program's own jar cannot be read", broken);
        }
    }
}
