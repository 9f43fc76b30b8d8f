package org.schoolgate.blocklists.fetch;

import java.io.IOException;

/// Updates sources for [Updates], in this process or in another. Called by one thread, but for [#stop].
public interface Updating {

    /// Updates those that are due, and returns when that is done.
    ///
    /// @param told how far it is
    /// @return whether nobody else was fetching; otherwise nothing was done
    boolean due(Sources sources, Step.Told told) throws IOException;

    /// Updates one, whether it is time or not, and returns when that is done.
    ///
    /// @return as [#due] does
    boolean one(Sources sources, String name, Step.Told told) throws IOException;

    /// Ends what runs as soon as may be; nothing begins afterwards. From any thread.
    void stop();
}
