package org.schoolgate.review.register;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What an entry of a register says. It is kept as JSON, encrypted, and never changed: whoever wants it otherwise withdraws
/// the entry and makes another.
public sealed interface Content permits Opens, DeclaredTopic, FamilyContact, ExpressPermission {

    /// In which register it stands.
    Register register();

    /// As it is kept.
    default String kept() {
        return JsonMapper.shared().writeValueAsString(this);
    }

    /// Reads what [#kept] wrote.
    ///
    /// @throws IllegalArgumentException where it is nothing of the kind
    static Content read(Register register, String kept) {
        try {
            return switch (register) {
                case PAGE -> JsonMapper.shared().readValue(kept, OfficialPage.class);
                case OVERRIDE -> JsonMapper.shared().readValue(kept, LetThrough.class);
                case TOPIC -> JsonMapper.shared().readValue(kept, DeclaredTopic.class);
                case FAMILY -> JsonMapper.shared().readValue(kept, FamilyContact.class);
                case PERMISSION -> JsonMapper.shared().readValue(kept, ExpressPermission.class);
            };
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("an entry of a register cannot be read");
        }
    }
}
