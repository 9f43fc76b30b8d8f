package org.schoolgate.blocklists.fetch;

import java.io.IOException;

/// Updates sources for [Updates], in this process or in another. Called by one thread, but for [#stop].
public interface Updating {

    /// Updates those that are due, and returns when that is done.
    ///
    /// @return whether nobody else was fetching; otherwise nothing was done
    boolean due(Sources sources) throws IOException;

    /// Updates one, whether it is time or not, and returns when that is done.
    ///
    /// @return as [#due] does
    boolean one(Sources sources, String name) throws IOException;

    /// Ends what runs as soon as may be; nothing begins afterwards. From any thread.
    void stop();
}
