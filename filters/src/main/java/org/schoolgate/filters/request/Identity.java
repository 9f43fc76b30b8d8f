package org.schoolgate.filters.request;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/// Who asks, and how that is known. A name is here only where one person alone can have asked; whatever is less sure has no
/// place for a name.
public sealed interface Identity {

    /// Nothing is known but an address.
    Identity UNKNOWN = new Unknown();

    /// How sure it is.
    Certainty certainty();

    /// Nothing is known but an address.
    record Unknown() implements Identity {

        @Override
        public Certainty certainty() {
            return Certainty.NOT_KNOWN;
        }
    }

    /// One of several people who share a device or an address, or who follow each other on it too closely to be told apart.
    ///
    /// @param several how many they are, as far as that is known; 0 where it is not
    record OneOf(int several) implements Identity {

        @Override
        public Certainty certainty() {
            return Certainty.ONE_OF_SEVERAL;
        }
    }

    /// One person.
    ///
    /// @param person who
    /// @param memberships what the directory counts them to, nested groups included, by the names that the directory gives them, in
    /// lower case; empty where no directory was asked
    /// @param source what says so
    /// @param since when it last said so
    record Known(Person person, Set<String> memberships, Source source, Instant since) implements Identity {

        public Known {
            memberships = Set.copyOf(memberships);
        }

        @Override
        public Certainty certainty() {
            return source.certainty();
        }
    }

    /// What says who asks.
    enum Source {
        /// This request carries a password that is right.
        PASSWORD(Certainty.SIGNED_IN),
        /// This connection carries a Kerberos ticket.
        TICKET(Certainty.SIGNED_IN),
        /// A balancer that is trusted says so, of this request.
        HEADER(Certainty.SIGNED_IN),
        /// Somebody signed in on the gateway's own page, from this device.
        PAGE(Certainty.FROM_NETWORK),
        /// The wireless network says who signed in there.
        RADIUS(Certainty.FROM_NETWORK);

        private final Certainty certainty;

        Source(Certainty certainty) {
            this.certainty = certainty;
        }

        public Certainty certainty() {
            return certainty;
        }

        /// As files spell it.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
