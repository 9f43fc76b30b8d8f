package org.schoolgate.app.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.schoolgate.app.config.ConfigurationReader;
import org.schoolgate.app.config.Read;
import org.schoolgate.app.config.SchoolPolicy;
import org.schoolgate.filters.decision.KeptText;

/// The policies of then, each read once from its kept text. For one thread.
final class KeptPolicies {

    private final Function<String, Optional<KeptText>> texts;
    private final Map<String, Kept> read = new HashMap<>();
    private final Map<String, Optional<String>> wrong = new HashMap<>();

    /// A policy, or why there is none.
    sealed interface Kept {

        /// It can be asked.
        record Good(SchoolPolicy policy) implements Kept {}

        /// It cannot.
        record Bad(String why) implements Kept {}
    }

    /// @param texts finds a text by its SHA-256
    KeptPolicies(Function<String, Optional<KeptText>> texts) {
        this.texts = texts;
    }

    /// The policy with this SHA-256.
    Kept policy(String sha256) {
        return read.computeIfAbsent(sha256, this::readNow);
    }

    /// What is wrong with a kept text; empty where it is the one that was meant.
    ///
    /// @param what what the text is, such as "the policy of then"
    Optional<String> wrong(String sha256, String what) {
        return wrong.computeIfAbsent(sha256, name -> fault(texts.apply(name), name, what));
    }

    private static Optional<String> fault(Optional<KeptText> text, String sha256, String what) {
        if (text.isEmpty()) {
            return Optional.of(what + " is not kept");
        }
        return text.get().sha256().equals(sha256)
                ? Optional.empty()
                : Optional.of(what + " was changed: its SHA-256 is not the one that the record names");
    }

    private Kept readNow(String sha256) {
        Optional<String> fault = wrong(sha256, "the policy of then");
        if (fault.isPresent()) {
            return new Kept.Bad(fault.get());
        }
        return switch (ConfigurationReader.keptPolicy(texts.apply(sha256).orElse(KeptText.NONE))) {
            case Read.Good<SchoolPolicy>(SchoolPolicy policy, var _) -> new Kept.Good(policy);
            case Read.Bad<SchoolPolicy>(var problems) ->
                new Kept.Bad("this version of Schoolgate does not read the policy of then: " + problems.getFirst());
        };
    }
}
