package org.schoolgate.proxy.page;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;

/// What a page that closes something gives along with its form: what was closed, by what, for which group, and for which device. It is
/// bounded, whatever the address and the list have.
///
/// @param at when the page was made
/// @param from the device's address
/// @param origin where the page is, as browsers say it: the form comes from there
/// @param site the host that is closed; the one inside where that decided
record Slip(Instant at, IpAddress from, String origin, String site, Voice voice, String group, String groupTitle,
        String rule, String why, List<Plea.Entry> entries) {

    private static final int MOST_ENTRIES = 3;
    private static final int LONGEST = 200;
    private static final int LONGEST_VERSION = 100;

    /// The slip of a page; empty where nothing can be said to it: where no address may be told, where time is used up, and where it
    /// is not about a site.
    static Optional<Slip> of(Request request, Decision decision, Voice voice) {
        if (decision.addressSealed() || !(request.target() instanceof Target.Page page)
                || decision.listings().stream().anyMatch(listing -> listing.category().sealed())) {
            return Optional.empty();
        }
        Optional<String> site = switch (decision.reason()) {
            case Reason.Undecided _,Reason.Overfull _,Reason.Spent _ -> Optional.empty();
            case Reason.Inside inside -> inside.host();
            case Reason.Ruled _,Reason.Unmentioned _,Reason.Opened _,Reason.Lapsed _ ->
                Optional.of(page.host().text());
        };
        return site.map(host -> new Slip(request.at(), request.client().address(),
                page.scheme().text() + "://" + page.authority(), host, voice, decision.group().name(),
                bounded(decision.group().title()), bounded(decision.reason().rule()),
                bounded(decision.reason().sentence()),
                decision.listings().stream().limit(MOST_ENTRIES).map(Slip::entry).toList()));
    }

    private static Plea.Entry entry(Listing listing) {
        return new Plea.Entry(bounded(listing.entry()), listing.category().slug(), bounded(listing.category().title()),
                bounded(listing.list(), LONGEST_VERSION), bounded(listing.version(), LONGEST_VERSION), listing.line());
    }

    private static String bounded(String text) {
        return bounded(text, LONGEST);
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(at.toEpochMilli());
            out.writeLong(from.high());
            out.writeLong(from.low());
            out.writeUTF(voice.name());
            for (String text : List.of(origin, site, group, groupTitle, rule, why)) {
                out.writeUTF(text);
            }
            out.writeByte(entries.size());
            for (Plea.Entry entry : entries) {
                for (String text : List.of(entry.entry(), entry.category(), entry.title(), entry.list(),
                        entry.version())) {
                    out.writeUTF(text);
                }
                out.writeLong(entry.line());
            }
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return bytes.toByteArray();
    }

    /// Reads what [#bytes] wrote; nobody else's bytes come here.
    static Slip read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Instant at = Instant.ofEpochMilli(in.readLong());
            IpAddress from = new IpAddress(in.readLong(), in.readLong());
            Voice voice = Voice.valueOf(in.readUTF());
            String origin = in.readUTF();
            String site = in.readUTF();
            String group = in.readUTF();
            String groupTitle = in.readUTF();
            String rule = in.readUTF();
            String why = in.readUTF();
            List<Plea.Entry> entries = new ArrayList<>();
            for (int left = in.readByte(); left > 0; left--) {
                entries.add(new Plea.Entry(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF(),
                        in.readLong()));
            }
            return new Slip(at, from, origin, site, voice, group, groupTitle, rule, why, List.copyOf(entries));
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
    }

    /// Leaves all of it out, so that no stray log line holds an address.
    @Override
    public String toString() {
        return "Slip[…]";
    }
}
