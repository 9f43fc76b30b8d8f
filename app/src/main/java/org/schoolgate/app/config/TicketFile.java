package org.schoolgate.app.config;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.HostName;

/// What `identity: ticket` in `schoolgate.yaml` may say: whose Kerberos tickets are taken.
final class TicketFile {

    private static final Pattern SERVICE = Pattern.compile("HTTP/([A-Za-z0-9.-]{1,253})@([A-Za-z0-9._-]{1,253})");

    private static final Key<List<AddressRange>> NETWORKS = Key.required("networks",
            Shapes.list(Networks.RANGE, 1, 1_000), "[10.20.0.0/16]",
            "Whose browsers are asked for a ticket, where they use the gateway as their proxy. Where they are asked for a password,"
                    + " too, they take the ticket where they can.");
    private static final Key<List<Placed<String>>> SERVICES = Key.required("services", Shapes.list(Piece.of(
            "the gateway's name in Kerberos, like HTTP/gw.school.example@SCHOOL.EXAMPLE", "^HTTP/[^/@]+@[^/@]+$",
            TicketFile::service).placed(), 1, 16), "[HTTP/gw.school.example@SCHOOL.EXAMPLE]",
            "The gateway's names in Kerberos, one for each realm. The name is the one that devices have as their proxy.");
    private static final Key<List<Placed<String>>> KEYTABS = Key.required("keytabs",
            Shapes.list(Shapes.text(500).placed(), 1, 16), "[/etc/schoolgate/gateway.keytab]",
            "The files with the keys of these names. A relative path starts at the configuration's folder. A file that is exchanged"
                    + " is read anew by itself.");
    private static final Key<List<Placed<String>>> REALMS = Key.optional("realms", Shapes.list(Piece.plain(
            "a realm", "SCHOOL.EXAMPLE", "^[A-Za-z0-9._-]{1,253}$",
            text -> text.matches("[A-Za-z0-9._-]{1,253}") ? Optional.of(text) : Optional.empty()).placed(), 1, 64),
            "those of 'services'", "[SCHOOL.EXAMPLE, PUPILS.SCHOOL.EXAMPLE]",
            "The realms whose people are the school's, spelled as Kerberos does: ann@SCHOOL.EXAMPLE is then ann. Name two only"
                    + " where ann is the same person in both. Whoever comes from another is nobody.");
    private static final Keys KEYS = new Keys("tickets", NETWORKS, SERVICES, KEYTABS, REALMS);

    static final Key<Fields> KEY = Key.optional("ticket", KEYS, "no tickets are taken", "",
            "Who is asked for a Kerberos ticket (Negotiate). Devices that are in the domain show one by themselves, and nobody"
                    + " types anything.");

    private TicketFile() {}

    /// Reads what the section says; what is wrong is noted, and then the result must not be used.
    static WhoAsks.Ticket read(Fields ticket, Path folder) {
        List<Placed<String>> services = ticket.get(SERVICES).orElse(List.of());
        Set<String> ofServices = new LinkedHashSet<>();
        for (Placed<String> service : services) {
            String realm = service.value().substring(service.value().indexOf('@') + 1);
            if (!ofServices.add(realm)) {
                service.at().remark("there is a name in the realm " + realm + " already",
                        "leave one, unless devices have the gateway under both names");
            }
        }
        List<Placed<String>> realms = ticket.get(REALMS).orElse(List.of());
        for (Placed<String> realm : realms.isEmpty() ? services : realms) {
            String name = realm.value().substring(realm.value().indexOf('@') + 1);
            if (!name.equals(name.toUpperCase(Locale.ROOT))) {
                realm.at().remark("almost every realm is in capitals, and " + name + " is another one than "
                        + name.toUpperCase(Locale.ROOT), "spell it as the domain's servers do");
            }
        }
        return new WhoAsks.Ticket(ticket.get(NETWORKS).orElse(List.of()),
                services.stream().map(Placed::value).toList(),
                ticket.get(KEYTABS).orElse(List.of()).stream()
                        .flatMap(file -> ChannelsFile.path(file.value(), folder, file.at()).stream()).toList(),
                realms.isEmpty() ? ofServices : Set.copyOf(realms.stream().map(Placed::value).toList()));
    }

    private static Optional<String> service(String text, Value value) {
        Matcher parts = SERVICE.matcher(text);
        if (parts.matches() && HostName.parse(parts.group(1)).isPresent()) {
            return Optional.of(text);
        }
        value.wrong(value.shown() + " is not the gateway's name in Kerberos",
                "write it like HTTP/gw.school.example@SCHOOL.EXAMPLE, with the name that devices have as their proxy, and never"
                        + " with an address");
        return Optional.empty();
    }
}
