package org.schoolgate.filters.mode;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.schoolgate.filters.site.Families;
import org.schoolgate.filters.site.HostPattern;
import org.schoolgate.filters.site.KnownFile;

/// The services that let a network say whose accounts may sign in, by a header on the requests to their sign-in pages. It
/// comes from `accounts.txt`, which says how its lines are to be read.
///
/// @param date when somebody last looked whether it is still so
/// @param services each by the name that the policy file calls it by
public record Accounts(LocalDate date, Map<String, Service> services) {

    public Accounts {
        services = Map.copyOf(services);
    }

    /// One service.
    ///
    /// @param header what its header is called
    /// @param fixed the only value it may have; empty where the school says whose accounts
    /// @param hosts where it is understood
    public record Service(String header, Optional<String> fixed, List<HostPattern> hosts) {

        public Service {
            hosts = List.copyOf(hosts);
        }
    }

    /// Whose accounts a group may use at one service.
    ///
    /// @param service a name of [#services]
    /// @param only the school's own domains or numbers; empty where the service has a fixed value
    public record Own(String service, List<String> only) {

        public Own {
            only = List.copyOf(only);
        }
    }

    /// Reads the product's own file.
    public static Accounts read(String text, Families families) {
        KnownFile file = KnownFile.read(text);
        Map<String, Service> services = new LinkedHashMap<>();
        for (List<String> line : file.lines()) {
            Optional<String> fixed = Optional.of(line.get(2)).filter(value -> !value.equals("*"));
            services.put(line.getFirst(), new Service(line.get(1), fixed,
                    line.stream().skip(3).flatMap(word -> families.patterns(word).stream()).toList()));
        }
        return new Accounts(file.date(), services);
    }

    /// The headers that these services understand, in lower case.
    Set<String> headers() {
        Set<String> names = new TreeSet<>();
        services.values().forEach(service -> names.add(service.header().toLowerCase(Locale.ROOT)));
        return names;
    }

    /// The header for each host.
    Map<HostPattern, List<Header>> headers(List<Own> owns) {
        Map<HostPattern, List<Header>> headers = new LinkedHashMap<>();
        for (Own own : owns) {
            Service service = services.get(own.service());
            if (service == null) {
                throw new IllegalArgumentException("there is no service '" + own.service() + "'");
            }
            Header header = new Header(service.header(), service.fixed().orElse(String.join(",", own.only())));
            for (HostPattern host : service.hosts()) {
                headers.computeIfAbsent(host, _ -> new ArrayList<>()).add(header);
            }
        }
        return headers;
    }
}
