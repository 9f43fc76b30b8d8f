package org.schoolgate.proxy.log;

import java.time.ZoneId;
import java.util.Locale;
import org.schoolgate.filters.category.Categories;

/// How an exchange looks as one line of the access log.
///
/// In every format: a sealed target is only the word `sealed`, and no address of its site is written; of other targets
/// the query is left out, since it holds what people type. Of what a locked-allow rule opens, such as a helpline, nothing
/// tells what it was: pages promise that nobody learns who looked there. Whatever a client sends, it cannot end the line or begin
/// another.
public enum LogFormat {
    /// One JSON object a line, in ASCII.
    JSON {
        @Override
        String line(Exchange exchange, Categories categories, ZoneId zone) {
            return JsonLine.of(exchange, categories, zone);
        }
    },
    /// Squid's native format: `%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt`.
    SQUID {
        @Override
        String line(Exchange exchange, Categories categories, ZoneId zone) {
            return SquidLine.of(exchange);
        }
    };

    /// The longest path that is written whole, in characters.
    static final int LONGEST_PATH = 2_048;

    /// One line, without its end.
    ///
    /// @param zone the zone in which a time is written, where the format has one
    abstract String line(Exchange exchange, Categories categories, ZoneId zone);

    /// As the configuration spells it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
