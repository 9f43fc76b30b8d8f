package org.schoolgate.proxy.log;

import java.time.ZoneId;
import org.schoolgate.filters.category.Categories;

/// How an exchange looks as one line of the access log.
///
/// In every format: a sealed target is only the word `sealed`, and neither its address nor rule nor category tells what it
/// was. Of other targets the query is left out, since it holds what people type. Whatever a client sends, it cannot end
/// the line or begin another.
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
}
