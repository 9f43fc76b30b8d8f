package org.schoolgate.proxy.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.request.AddressRange;

/// Who is asked who they are, and how: by a Kerberos ticket, by a password, or by either. Only who asked for the gateway can be
/// asked: whoever believes to speak to a site would give the password to that.
///
/// @param tickets whose devices are asked for a ticket
/// @param passwords whose devices are asked for a password
/// @param realm what the browser shows beside the question for a password; without quotes and backslashes
public record Prompt(List<AddressRange> tickets, List<AddressRange> passwords, String realm)
        implements
            Identification {

    public Prompt {
        tickets = List.copyOf(tickets);
        passwords = List.copyOf(passwords);
        if (realm.indexOf('"') >= 0 || realm.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a realm has no quotes and no backslashes in it");
        }
    }

    /// Asks for passwords alone.
    public Prompt(List<AddressRange> passwords, String realm) {
        this(List.of(), passwords, realm);
    }

    /// Asks whomever it may.
    @Override
    public Answer of(Asking asking) {
        return mayAsk(asking) || mayShowTicket(asking) ? question(asking, "") : Answer.NOTHING;
    }

    boolean mayShowTicket(Asking asking) {
        return asking.explicit() && among(tickets, asking);
    }

    /// Whether it may ask for a password.
    boolean mayAsk(Asking asking) {
        return asking.explicit() && among(passwords, asking);
    }

    /// In a loop, as each request asks this.
    private static boolean among(List<AddressRange> ranges, Asking asking) {
        for (AddressRange range : ranges) {
            if (range.contains(asking.address())) {
                return true;
            }
        }
        return false;
    }

    /// The question, in each way in which it may be asked, the surest first.
    Answer question(Asking asking) {
        return question(asking, "");
    }

    /// @param more a sentence for whoever asks; empty where there is none
    Answer question(Asking asking, String more) {
        List<String> challenges = new ArrayList<>();
        if (mayShowTicket(asking)) {
            challenges.add("Negotiate");
        }
        if (mayAsk(asking)) {
            challenges.add(basic());
        }
        return ask(challenges, more);
    }

    /// The question for a password and nothing else.
    Answer passwordAlone(String more) {
        return ask(List.of(basic()), more);
    }

    private static Answer ask(List<String> challenges, String more) {
        return new Answer.Ask(challenges, Optional.of(more).filter(sentence -> !sentence.isEmpty()));
    }

    private String basic() {
        return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
    }
}
