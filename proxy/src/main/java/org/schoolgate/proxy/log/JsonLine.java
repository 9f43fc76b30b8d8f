package org.schoolgate.proxy.log;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Terms;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.TraceId;

/// The access log's JSON. What is not known is left out; no member is ever null.
final class JsonLine implements LineFormat {

    private static final int LONGEST_WORD = 200;

    private final JsonObject line;
    private final Timestamp timestamp;
    /// The value that is being written.
    private final StringBuilder value = new StringBuilder();
    private final List<String> slugs = new ArrayList<>();

    JsonLine(StringBuilder out, ZoneId zone) {
        this.line = new JsonObject(out);
        this.timestamp = new Timestamp(zone);
    }

    @Override
    public void append(Exchange exchange, Categories categories) {
        boolean sealed = exchange.isSealed();
        value.setLength(0);
        timestamp.write(exchange.at(), value);
        line.open()
                .put("time", value)
                .put("epoch_ms", exchange.at().toEpochMilli())
                .put("took_ms", exchange.took().toMillis())
                .put("trace", hex(exchange.trace()))
                .put("client", text(exchange.client().address()))
                .put("method", cut(exchange.method()));
        if (exchange.target().isPresent()) {
            value.setLength(0);
            LogFormat.writeWithoutQuery(exchange.target().get(), value);
            line.put("target", sealed ? "sealed" : value);
        }
        if (exchange.decision().isPresent()) {
            Decision decision = exchange.decision().get();
            line.put("group", decision.group().name()).put("verdict", decision.verdict().text());
            // Of a sealed site the rule and the categories would tell what it was: a helpline, or worse. Who keeps the
            // gateway reads this log; who may know reads the record.
            if (!sealed) {
                line.put("rule", decision.reason().rule())
                        .put("categories", slugs(decision.categories(), categories));
            }
            line.put("recorded", decision.recorded());
            if (!sealed && decision.terms().shadow().isPresent()) {
                Terms.Shadow shadow = decision.terms().shadow().get();
                value.setLength(0);
                value.append(shadow.rule()).append(' ').append(shadow.verdict().text());
                line.put("would_have", value);
            }
        }
        line.put("status", exchange.status())
                .put("bytes_in", exchange.bytesIn())
                .put("bytes_out", exchange.bytesOut());
        if (!sealed && exchange.upstream().isPresent()) {
            line.put("upstream", text(exchange.upstream().get()));
        }
        if (exchange.contentType().isPresent()) {
            line.put("content_type", cut(exchange.contentType().get()));
        }
        line.put("fault", exchange.fault()).put("complete", exchange.complete());
        if (exchange.link().isPresent()) {
            Link link = exchange.link().get();
            line.put("connection", hex(link.connection())).put("leaf", link.leaf());
            // The public logs of certificates tell whose it is.
            if (!sealed && !link.site().isEmpty()) {
                line.put("site_certificate", link.site());
            }
        }
        if (exchange.decision().isPresent()) {
            line.put("snapshot", exchange.decision().get().snapshot());
        }
        line.close();
    }

    private CharSequence hex(TraceId trace) {
        value.setLength(0);
        Digits.hex(trace.bits(), value);
        return value;
    }

    private CharSequence text(IpAddress address) {
        value.setLength(0);
        address.writeTo(value);
        return value;
    }

    private List<String> slugs(CategorySet set, Categories categories) {
        slugs.clear();
        for (long left = set.bits(); left != 0; left &= left - 1) {
            Category category = categories.at(Long.numberOfTrailingZeros(left));
            if (category != null) {
                slugs.add(category.slug());
            }
        }
        return slugs;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }
}
