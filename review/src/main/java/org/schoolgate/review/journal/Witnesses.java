package org.schoolgate.review.journal;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.Severity;
import org.schoolgate.review.chain.Signed;
import org.schoolgate.review.chain.Signer;
import org.schoolgate.review.store.Alert;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Message;
import org.schoolgate.review.store.Outbox;
import tools.jackson.databind.node.JsonNodeFactory;

/// Who keeps checkpoints outside the gateway: people, by mail once a day, and the school's program, where it has one, once an
/// hour. What they hold cannot be changed with the store.
public final class Witnesses {

    /// A little less than a day, so that it is never two days.
    private static final Duration DAILY = Duration.ofHours(23);
    private static final Duration HOURLY = Duration.ofMinutes(55);
    private static final String TOPIC = "checkpoint";
    private static final String PROGRAMS_TOPIC = "checkpoint-webhook";

    private final Outbox outbox;
    private final List<String> recipients;
    private final boolean program;

    /// @param recipients addresses of mail; may be empty
    /// @param program whether the school has a webhook
    public Witnesses(Outbox outbox, List<String> recipients, boolean program) {
        this.outbox = outbox;
        this.recipients = List.copyOf(recipients);
        this.program = program;
    }

    /// Puts a checkpoint into the outbox, for each who has had none in their time.
    ///
    /// @param first gives the first key of the chain; asked only where there are witnesses
    void tell(Signed checkpoint, Supplier<Signer> first) {
        if (program) {
            outbox.add(Alert.ofAll(PROGRAMS_TOPIC, checkpoint.checkpoint().at(), HOURLY,
                    List.of(forProgram(checkpoint, first.get()))));
        }
        if (!recipients.isEmpty()) {
            String key = first.get().fingerprint();
            String body = """
                Please keep this message. It shows at any later time whether what the school had recorded until now has been
                changed since. It names nobody, and there is nothing to do today.

                To hold the records against it, save this message as a file and have IT run, in your presence:
                  ./schoolgate evidence verify --against FILE --key %s
                or, without the gateway, on an export of the records:
                  python3 verify-evidence.py EXPORT --against FILE --key %s

                %s"""
                    .formatted(key, key, checkpoint.text());
            String subject = "Schoolgate: state of the records, " + checkpoint.checkpoint().size()
                    + " entries (keep this)";
            outbox.add(Alert.ofAll(TOPIC, checkpoint.checkpoint().at(), DAILY,
                    recipients.stream().map(recipient -> Message.mail(recipient, subject, body)).toList()));
        }
    }

    private static Message forProgram(Signed checkpoint, Signer first) {
        return new Message(Channel.WEBHOOK, "", Severity.NOTICE.name(), JsonNodeFactory.instance.objectNode()
                .put("format", 1).put("kind", "checkpoint").put("at", checkpoint.checkpoint().at().toString())
                .put("size", checkpoint.checkpoint().size()).put("key", first.fingerprint())
                .put("checkpoint", checkpoint.text()).toString());
    }
}
