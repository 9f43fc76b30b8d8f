package org.schoolgate.proxy.identity;

import java.util.List;
import org.schoolgate.filters.request.AddressRange;

/// Who is asked for a password, and how. Only who asked for the gateway can be asked: whoever believes to speak to a site
/// would give the password to that.
///
/// @param networks whose devices are asked
/// @param realm what the browser shows beside the question; without quotes and backslashes
public record Prompt(List<AddressRange> networks, String realm) implements Identification {

    public Prompt {
        networks = List.copyOf(networks);
        if (realm.indexOf('"') >= 0 || realm.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("a realm has no quotes and no backslashes in it");
        }
    }

    /// Asks whomever it may.
    @Override
    public Answer of(Asking asking) {
        return mayAsk(asking) ? question() : Answer.NOTHING;
    }

    boolean mayAsk(Asking asking) {
        return asking.explicit() && networks.stream().anyMatch(range -> range.contains(asking.address()));
    }

    Answer question() {
        return new Answer.Ask(List.of("Basic realm=\"" + realm + "\", charset=\"UTF-8\""));
    }
}
