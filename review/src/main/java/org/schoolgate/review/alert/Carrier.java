package org.schoolgate.review.alert;

import java.io.IOException;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;

/// Hands single messages over. One thread calls.
interface Carrier {

    Channel channel();

    /// Returns when the other side has taken the message.
    ///
    /// @throws IOException where it has not, with the reason in words; it may have been taken all the same, where the answer was
    ///         lost
    void carry(Outbox.Waiting waiting) throws IOException;
}
