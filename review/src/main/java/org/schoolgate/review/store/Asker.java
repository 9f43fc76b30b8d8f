package org.schoolgate.review.store;

import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;

/// Whose a flagged access is: the nearest thing to a person that is known. Where one person alone can have asked it is that
/// person, on whatever device; else it is the device, whoever held it.
public sealed interface Asker {

    /// What the spelling of a person begins with; that of no device does.
    String ACCOUNT = "account ";

    /// Who asked from a device.
    static Asker of(IpAddress device, Identity identity) {
        return identity instanceof Identity.Known known ? new Named(known.person()) : new Device(device);
    }

    /// Reads what [#text] wrote.
    static Asker parse(String text) {
        return text.startsWith(ACCOUNT)
                ? new Named(new Person(text.substring(ACCOUNT.length())))
                : new Device(IpAddress.parse(text).orElseThrow());
    }

    /// Whether an access is of theirs: it came from this device, whoever held it, or was asked for by this person, wherever.
    boolean has(RecordedAccess access);

    /// As digests are made of it; never on a page without a reason.
    String text();

    /// A device, of which it is not known who held it.
    record Device(IpAddress address) implements Asker {

        @Override
        public boolean has(RecordedAccess access) {
            return access.client().equals(address);
        }

        @Override
        public String text() {
            return address.toString();
        }

        /// Leaves the address out, so that no stray log line holds it.
        @Override
        public String toString() {
            return "Device[…]";
        }
    }

    /// A person, by the account that they have at the school.
    record Named(Person person) implements Asker {

        @Override
        public boolean has(RecordedAccess access) {
            return access.asker().equals(this);
        }

        @Override
        public String text() {
            return ACCOUNT + person.account();
        }

        /// Leaves the name out, so that no stray log line holds it.
        @Override
        public String toString() {
            return "Named[…]";
        }
    }
}
