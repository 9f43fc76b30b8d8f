package org.schoolgate.review.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.signin.Visit;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.web.view.Frame;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Viewer;

/// Prints pages: the template, with the frame around it. The templates are compiled into the jar, and escape whatever
/// they are given for the place where it stands. Safe for any number of threads.
final class Printer {

    private static final String FOR_HEAD = "Every look at this page is recorded, yours too. Records of people are seen by "
            + "the Head of School; never by IT.";
    private static final String FOR_OTHERS = "This part shows no records of people.";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html,
            Printer.class.getClassLoader(), "org.schoolgate.review.templates");
    private final Supplier<School> school;
    private final StaticFile styleSheet;
    private final StaticFile script;
    private final Supplier<String> strangersTokens;
    private final Supplier<Optional<String>> news;

    Printer(Supplier<School> school, StaticFile styleSheet, StaticFile script, Supplier<String> strangersTokens,
            Supplier<Optional<String>> news) {
        this.school = school;
        this.styleSheet = styleSheet;
        this.script = script;
        this.strangersTokens = strangersTokens;
        this.news = news;
    }

    String strangersToken() {
        return strangersTokens.get();
    }

    void print(Exchange exchange, String template, String title, Place place, Object view) {
        Optional<Visit> visit = exchange.visitor();
        boolean records = place == Place.FLAGGED;
        Frame frame = new Frame(title + " – Schoolgate", school.get().name(), visit.map(Printer::viewer), place,
                styleSheet.address(), script.address(), exchange.formToken(), records ? FOR_HEAD : FOR_OTHERS,
                visit.filter(here -> !here.isUnready() && place != Place.NONE).flatMap(here -> news.get()));
        Utf8ByteOutput out = new Utf8ByteOutput();
        templates.render(template, Map.of("frame", frame, "view", view), out);
        exchange.http().contentType("text/html; charset=utf-8").result(out.toByteArray());
    }

    private static Viewer viewer(Visit visit) {
        return new Viewer(Wording.called(visit.account()), visit.account().role() == Role.HEAD,
                visit.isUnready());
    }
}
