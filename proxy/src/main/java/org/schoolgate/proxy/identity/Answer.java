package org.schoolgate.proxy.identity;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.schoolgate.filters.request.Identity;

/// What is known of who asks.
public sealed interface Answer {

    /// Nothing is known.
    Answer NOTHING = new Nothing();

    /// Nothing is known. The next source may know more.
    record Nothing() implements Answer {}

    /// This is who asks.
    ///
    /// @param holds whether the same answer may be given to a later request of the same connection that says the same of
    /// itself; asked on its loop, at once, without garbage
    record Is(Identity identity, BooleanSupplier holds) implements Answer {}

    /// It cannot be told now which group this is: the directory is away. The strangers' policy holds, whatever the network is.
    ///
    /// @param identity who it is, where that is known all the same
    record Stranger(Identity identity) implements Answer {}

    /// Whoever asks has to say first who they are, or has said so wrongly.
    ///
    /// @param challenges the ways in which they may, each a value of `Proxy-Authenticate`
    /// @param more a sentence for whoever asks; empty where the question says it all
    record Ask(List<String> challenges, Optional<String> more) implements Answer {

        public Ask {
            challenges = List.copyOf(challenges);
        }
    }

    /// What stands here, and the proof that the gateway is who the client took it for.
    ///
    /// @param answer none of this kind, and none that comes later
    /// @param proof a value of `Proxy-Authenticate`, for the answer to this request whatever it is
    record Proven(Answer answer, String proof) implements Answer {}

    /// Somebody is being asked.
    ///
    /// @param coming the answer, which is none of this kind; it always comes, within the time that the source allows
    record Later(CompletionStage<Answer> coming) implements Answer {}
}
