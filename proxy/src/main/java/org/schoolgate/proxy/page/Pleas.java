package org.schoolgate.proxy.page;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Takes what people say of closed sites, and tells what became of it. Asked on event loops: it returns at once.
public interface Pleas {

    /// Sends one. It never changes what is open.
    CompletionStage<Sent> send(Plea plea);

    /// What became of the one with a reference such as `M7QK-4TZP`; empty where there is none.
    CompletionStage<Optional<Standing>> find(String reference);

    /// What became of sending one.
    sealed interface Sent {

        /// It waits for an answer.
        ///
        /// @param reference under which the answer can be read
        /// @param again whether this device had sent the same within the hour, so that it was only counted
        record Taken(String reference, boolean again) implements Sent {}

        /// It was not taken. All that came before stays.
        ///
        /// @param everyone whether too many wait from everyone together; else this device has sent too many
        record Enough(boolean everyone) implements Sent {}
    }

    /// What is so of one.
    ///
    /// @param site the host
    /// @param since when it was sent
    /// @param decided when it was decided; empty while it waits
    /// @param answer what whoever decided wrote to whoever asked; may be empty text
    record Standing(String site, Instant since, State state, Optional<Instant> decided, String answer) {

        /// Leaves out the site and the answer.
        @Override
        public String toString() {
            return "Standing[" + state + "]";
        }
    }

    /// How far it is.
    enum State {
        WAITING, SECOND, OPENED, RECATEGORISED, KEPT
    }
}
