package org.schoolgate.review.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.schoolgate.filters.policy.Watch;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.SystemStatus.Upkeep;
import org.schoolgate.review.alert.Channels;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;

/// Whether those who must hear of records do, by each channel. It reads the store.
final class MessagesUpkeep {

    /// A message that has waited for this long is told to the Head of School.
    private static final Duration TOO_LONG = Duration.ofHours(24);

    private final Outbox outbox;
    private final Channels channels;
    private final Supplier<List<Watch>> watches;

    MessagesUpkeep(Outbox outbox, ReviewSettings settings) {
        this.outbox = outbox;
        this.channels = settings.channels();
        this.watches = settings.watches();
    }

    /// For the System page.
    List<Upkeep> look(Times times) {
        List<Outbox.State> waiting = outbox.waiting();
        List<Upkeep> all = new ArrayList<>();
        if (watches.get().isEmpty() && waiting.isEmpty()) {
            all.add(new Upkeep(name(Channel.MAIL), false, "Nobody is told",
                    "Nothing says who must hear at once of what is asked for. Add lines like these to policy.yaml.",
                    List.of("alerts:",
                            "  - {categories: [illegal, extremism], severity: urgent, mail: [head@school.example]}")));
        }
        for (Channel channel : Channel.values()) {
            Optional<Outbox.State> state = waiting.stream().filter(one -> one.channel() == channel).findFirst();
            if (state.isPresent() || isWanted(channel)) {
                all.add(look(channel, state, times));
            }
        }
        return all;
    }

    /// For the Head's first page: what has waited for a day.
    Optional<String> tooLong(Instant now, Times times) {
        List<Outbox.State> late = outbox.waiting().stream()
                .filter(state -> state.oldest().filter(at -> !at.plus(TOO_LONG).isAfter(now)).isPresent()).toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of(late.stream().map(state -> Wording.sentence(way(state.channel())) + ": "
                        + Wording.inside(waiting(state, times))).collect(Collectors.joining(" ")));
    }

    private boolean isWanted(Channel channel) {
        return watches.get().stream().map(Watch::receivers).anyMatch(receivers -> switch (channel) {
            case MAIL -> !receivers.mail().isEmpty();
            case WEBHOOK -> receivers.webhook();
            case SYSLOG -> receivers.syslog();
        });
    }

    private Upkeep look(Channel channel, Optional<Outbox.State> state, Times times) {
        if (!channels.has(channel)) {
            return new Upkeep(name(channel), false, channel == Channel.MAIL ? "No mail leaves" : "Nothing leaves",
                    state.map(one -> waiting(one, times) + " ").orElse("")
                            + "policy.yaml says who is told, but schoolgate.yaml does not say how. Add lines like these"
                            + " to it.",
                    lines(channel));
        }
        if (state.isEmpty()) {
            return new Upkeep(name(channel), true, "Nothing waits", "Every message has been sent.", List.of());
        }
        Optional<String> fault = state.get().fault();
        return new Upkeep(name(channel), fault.isEmpty(), fault.isEmpty() ? "Being sent" : "Messages wait",
                waiting(state.get(), times) + fault.map(why -> " " + Wording.sentence(server(channel)) + ": " + why
                        + ". It is tried again every few minutes, and nothing is lost.").orElse(""),
                List.of());
    }

    private static List<String> lines(Channel channel) {
        return switch (channel) {
            case MAIL -> List.of("mail:", "  host: smtp.school.example", "  from: gateway@school.example");
            case WEBHOOK -> List.of("webhook:", "  url: https://alerts.school.example/schoolgate",
                    "  secret-file: webhook.secret");
            case SYSLOG -> List.of("syslog:", "  host: logs.school.example");
        };
    }

    private static String name(Channel channel) {
        return switch (channel) {
            case MAIL -> "Telling people at once";
            case WEBHOOK -> "Telling the webhook";
            case SYSLOG -> "Telling the log server";
        };
    }

    private static String way(Channel channel) {
        return switch (channel) {
            case MAIL -> "by mail";
            case WEBHOOK -> "to the webhook";
            case SYSLOG -> "to the log server";
        };
    }

    private static String server(Channel channel) {
        return switch (channel) {
            case MAIL -> "the mail server";
            case WEBHOOK -> "the webhook";
            case SYSLOG -> "the log server";
        };
    }

    private static String waiting(Outbox.State state, Times times) {
        return Wording.sentence(Wording.count(state.waiting()))
                + (state.waiting() == 1 ? " message waits" : " messages wait")
                + state.oldest().map(at -> ", the oldest since " + times.near(at)).orElse("") + ".";
    }
}
