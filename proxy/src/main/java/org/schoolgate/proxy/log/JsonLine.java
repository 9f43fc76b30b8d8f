package org.schoolgate.proxy.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Target;

/// The access log's JSON. What is not known is left out; no member is ever null.
final class JsonLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
            Locale.ROOT);
    private static final int LONGEST_WORD = 200;

    private JsonLine() {}

    static String of(Exchange exchange, Categories categories, ZoneId zone) {
        boolean sealed = exchange.decision().map(Decision::addressSealed).orElse(false);
        JsonObject line = new JsonObject()
                .put("time", TIME.format(exchange.at().atZone(zone)))
                .put("epoch_ms", exchange.at().toEpochMilli())
                .put("took_ms", exchange.took().toMillis())
                .put("trace", exchange.trace().toString())
                .put("client", exchange.client().address().toString())
                .put("method", cut(exchange.method()));
        exchange.target().ifPresent(target -> line.put("target", sealed ? "sealed" : withoutQuery(target)));
        exchange.decision().ifPresent(decision -> {
            line.put("group", decision.group().name()).put("verdict", decision.verdict().text());
            // Of a sealed site that opens, such as a helpline, the rule and the categories would tell what it was.
            if (!sealed || !decision.verdict().opens()) {
                line.put("rule", decision.reason().rule())
                        .put("categories", categories.of(decision.categories()).stream().map(Category::slug).toList());
            }
            line.put("recorded", decision.recorded());
        });
        line.put("status", exchange.status())
                .put("bytes_in", exchange.bytesIn())
                .put("bytes_out", exchange.bytesOut())
                .put("upstream", sealed ? Optional.empty() : exchange.upstream().map(IpAddress::toString))
                .put("content_type", exchange.contentType().map(JsonLine::cut))
                .put("fault", exchange.fault())
                .put("complete", exchange.complete());
        exchange.decision().ifPresent(decision -> line.put("snapshot", decision.snapshot()));
        return line.toString();
    }

    /// The target's text up to its query, at most [LogFormat#LONGEST_PATH] characters of it.
    static String withoutQuery(Target target) {
        String text = switch (target) {
            case Target.Site site -> site.text();
            case Target.Page page -> page.scheme().text() + "://" + page.authority() + page.path().path();
        };
        return text.length() <= LogFormat.LONGEST_PATH ? text : text.substring(0, LogFormat.LONGEST_PATH) + "...";
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }
}
