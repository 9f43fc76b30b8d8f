package org.schoolgate.blocklists.build;

import java.io.IOException;

/// Told before each step that changes the disk; a test may throw here as a crash would.
@FunctionalInterface
interface Steps {
    void before(String step) throws IOException;
}
