package org.schoolgate.proxy.identity.radius;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.schoolgate.filters.request.Identity;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.presence.Session;

/// What one accounting request says, in the gateway's words.
///
/// `Framed-IPv6-Prefix` is not read: it names a network, and not who of those in it asks.
///
/// @param kind what has happened
/// @param session of which stay; where all of a keeper's are over, its number is empty
/// @param person empty where it is nobody of the school
/// @param device the device's own number; empty where it is not told
/// @param addresses those that the device has
/// @param since when the session began, as far as it tells
/// @param at when it happened: earlier than it came, where it says that it has been under way
record Accounting(Kind kind, Session session, Optional<Person> person, String device, List<IpAddress> addresses,
        Instant since, Instant at) {

    private static final int USER_NAME = 1;
    private static final int NAS_IP_ADDRESS = 4;
    private static final int FRAMED_IP_ADDRESS = 8;
    private static final int CALLING_STATION_ID = 31;
    private static final int NAS_IDENTIFIER = 32;
    private static final int STATUS_TYPE = 40;
    private static final int DELAY_TIME = 41;
    private static final int SESSION_ID = 44;
    private static final int SESSION_TIME = 46;
    private static final int NAS_IPV6_ADDRESS = 95;
    private static final int FRAMED_IPV6_ADDRESS = 168;

    /// More than any device has.
    private static final int MOST_ADDRESSES = 8;
    /// In seconds. What has been under way for longer says nothing of now.
    private static final long LONGEST_DELAY = 86_400;

    /// What has happened.
    enum Kind {
        START, GOES_ON, STOP,
        /// An access point starts anew, or stops: all of its sessions are over.
        ALL_OVER,
        /// Something of no interest here, such as a tunnel.
        OTHER
    }

    /// Reads a packet; empty where an attribute is not as it must be, or one is missing without which the rest says nothing.
    ///
    /// @param sender where it came from
    /// @param now when it came
    static Optional<Accounting> of(Packet packet, IpAddress sender, Instant now, Realms realms) {
        try {
            return Optional.of(new Reading(packet).accounting(sender, now, realms));
        } catch (WrongException notAsItMustBe) {
            return Optional.empty();
        }
    }

    /// Leaves out of whom it speaks.
    @Override
    public String toString() {
        return "Accounting[" + kind + "]";
    }

    /// An attribute is not as it must be. It stays in this file.
    private static final class WrongException extends Exception {

        private static final long serialVersionUID = 1L;
    }

    private record Reading(Packet packet) {

        Accounting accounting(IpAddress sender, Instant now, Realms realms) throws WrongException {
            Kind kind = kind(number(STATUS_TYPE).orElseThrow(WrongException::new));
            String keeper = sender + "|" + address(NAS_IP_ADDRESS, 4).map(IpAddress::toString).orElse("") + "|"
                    + address(NAS_IPV6_ADDRESS, 16).map(IpAddress::toString).orElse("") + "|" + text(NAS_IDENTIFIER);
            String number = text(SESSION_ID);
            boolean ofOne = kind == Kind.START || kind == Kind.GOES_ON || kind == Kind.STOP;
            if (ofOne && number.isEmpty()) {
                throw new WrongException();
            }
            Instant at = now.minusSeconds(Math.min(number(DELAY_TIME).orElse(0), LONGEST_DELAY));
            long lasted = kind == Kind.GOES_ON ? number(SESSION_TIME).orElse(0) : 0;
            return new Accounting(kind, new Session(Identity.Source.RADIUS, keeper, ofOne ? number : ""),
                    realms.person(text(USER_NAME)), device(text(CALLING_STATION_ID)), addresses(),
                    at.minusSeconds(lasted), at);
        }

        private static Kind kind(long status) {
            return switch ((int) status) {
                case 1 -> Kind.START;
                case 2 -> Kind.STOP;
                case 3 -> Kind.GOES_ON;
                case 7, 8 -> Kind.ALL_OVER;
                default -> Kind.OTHER;
            };
        }

        private List<IpAddress> addresses() throws WrongException {
            List<IpAddress> all = new ArrayList<>();
            address(FRAMED_IP_ADDRESS, 4).filter(Reading::isDevices).ifPresent(all::add);
            List<Packet.Attribute> six = packet.all(FRAMED_IPV6_ADDRESS);
            if (six.size() > MOST_ADDRESSES) {
                throw new WrongException();
            }
            for (Packet.Attribute one : six) {
                Optional.of(address(one, 16)).filter(Reading::isDevices).ifPresent(all::add);
            }
            return List.copyOf(all);
        }

        /// Not one that stands for "any", for "whatever the device asks for" (RFC 2865, 5.8), or for many.
        private static boolean isDevices(IpAddress address) {
            int top = (int) (address.low() >>> 24 & 0xff);
            return address.isV4()
                    ? top != 0 && top != 127 && top < 224
                    : address.high() >>> 56 != 0xff && (address.high() != 0 || address.low() > 1 || address.low() < 0);
        }

        /// Twelve hexadecimal digits, whatever stands between them; anything else as it is written.
        private static String device(String text) {
            String digits = text.replaceAll("[-:. ]", "").toLowerCase(Locale.ROOT);
            return digits.matches("[0-9a-f]{12}") ? digits : text;
        }

        private Optional<IpAddress> address(int type, int length) throws WrongException {
            Optional<Packet.Attribute> one = one(type);
            return one.isEmpty() ? Optional.empty() : Optional.of(address(one.get(), length));
        }

        private IpAddress address(Packet.Attribute attribute, int length) throws WrongException {
            if (attribute.length() != length) {
                throw new WrongException();
            }
            return IpAddress.ofBytes(packet.value(attribute));
        }

        private OptionalLong number(int type) throws WrongException {
            Optional<Packet.Attribute> one = one(type);
            if (one.isEmpty()) {
                return OptionalLong.empty();
            }
            if (one.get().length() != 4) {
                throw new WrongException();
            }
            return OptionalLong.of(ByteBuffer.wrap(packet.bytes()).getInt(one.get().at()) & 0xffff_ffffL);
        }

        /// Empty where it is not there; where it is, it is not empty, and UTF-8.
        private String text(int type) throws WrongException {
            Optional<Packet.Attribute> one = one(type);
            if (one.isEmpty()) {
                return "";
            }
            if (one.get().length() == 0) {
                throw new WrongException();
            }
            try {
                return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(packet.value(one.get()))).toString();
            } catch (CharacterCodingException notUtf8) {
                throw new WrongException();
            }
        }

        /// There is at most one of each.
        private Optional<Packet.Attribute> one(int type) throws WrongException {
            List<Packet.Attribute> all = packet.all(type);
            if (all.size() > 1) {
                throw new WrongException();
            }
            return all.stream().findFirst();
        }
    }
}
