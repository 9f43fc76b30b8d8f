package org.schoolgate.proxy.log;

import java.time.ZoneId;
import org.schoolgate.filters.request.Host;
import org.schoolgate.filters.request.HostName;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// How an exchange looks as one line of the access log.
///
/// In every format: a sealed target is only the word `sealed`, and neither its address nor rule nor category tells what it
/// was. Of other targets the query is left out, since it holds what people type. Whatever a client sends, it cannot end
/// the line or begin another.
public enum LogFormat {
    /// One JSON object a line, in ASCII.
    JSON,
    /// Squid's native format: `%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt`.
    SQUID;

    /// The longest path that is written whole, in characters.
    static final int LONGEST_PATH = 2_048;

    /// What writes such lines into `out`, all of them ASCII.
    ///
    /// @param zone the zone in which a time is written, where the format has one
    LineFormat into(StringBuilder out, ZoneId zone) {
        return switch (this) {
            case JSON -> new JsonLine(out, zone);
            case SQUID -> new SquidLine(out);
        };
    }

    /// The target's text up to its query, at most [#LONGEST_PATH] characters of it.
    static void writeWithoutQuery(Target target, StringBuilder out) {
        switch (target) {
            case Target.Site site -> {
                write(site.host(), out);
                out.append(':').append(site.port());
            }
            case Target.Page page -> {
                out.append(page.scheme().text()).append("://");
                write(page.host(), out);
                if (page.port() != page.scheme().port()) {
                    out.append(':').append(page.port());
                }
                String path = page.path().text();
                int question = path.indexOf('?');
                out.append(path, 0, question < 0 ? path.length() : question);
            }
        }
        if (out.length() > LONGEST_PATH) {
            out.setLength(LONGEST_PATH);
            out.append("...");
        }
    }

    private static void write(Host host, StringBuilder out) {
        switch (host) {
            case HostName name -> out.append(name.name());
            case IpAddress address when address.isV4() -> address.writeTo(out);
            case IpAddress address -> {
                out.append('[');
                address.writeTo(out);
                out.append(']');
            }
        }
    }
}
