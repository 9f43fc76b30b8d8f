package org.schoolgate.review.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.report.Direction;
import org.schoolgate.review.rights.Right;
import org.schoolgate.review.rights.Rights;
import org.schoolgate.review.signin.Visit;
import org.schoolgate.review.store.Role;
import org.schoolgate.review.web.view.Frame;
import org.schoolgate.review.web.view.Place;
import org.schoolgate.review.web.view.Viewer;
import org.schoolgate.review.web.view.Viewer.Link;

/// Prints pages: the template, with the frame around it. The templates are compiled into the jar, and escape whatever
/// they are given for the place where it stands. Safe for any number of threads.
final class Printer {

    private static final String FOR_HEAD = "Every look at this page is recorded, yours too. Records of people are seen by "
            + "the Head of School, those who look after pupils, and the chair of governors; never by IT.";
    private static final String REGISTERS = "Every look at this page is recorded, yours too.";
    private static final String FOR_OTHERS = "This part shows no records of people.";

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html,
            Printer.class.getClassLoader(), "org.schoolgate.review.templates");
    private final Supplier<School> school;
    private final StaticFile styleSheet;
    private final StaticFile script;
    private final Supplier<String> strangersTokens;
    private final Supplier<Optional<String>> news;
    private final boolean lists;

    /// @param lists whether there are pages about lists
    Printer(Supplier<School> school, StaticFile styleSheet, StaticFile script, Supplier<String> strangersTokens,
            Supplier<Optional<String>> news, boolean lists) {
        this.school = school;
        this.styleSheet = styleSheet;
        this.script = script;
        this.strangersTokens = strangersTokens;
        this.news = news;
        this.lists = lists;
    }

    String strangersToken() {
        return strangersTokens.get();
    }

    void print(Exchange exchange, String template, String title, Place place, Object view) {
        Optional<Visit> visit = exchange.visitor();
        boolean records = place == Place.FLAGGED || place == Place.DESK || place == Place.INCIDENTS
                || place == Place.CASES || place == Place.REVEALS || place == Place.DECISIONS
                || place == Place.VICTIMS;
        Frame frame = new Frame(title + " – Schoolgate", school.get().name(), visit.map(this::viewer), place,
                styleSheet.address(), script.address(), exchange.formToken(),
                place == Place.REGISTERS ? REGISTERS : records ? FOR_HEAD : FOR_OTHERS,
                visit.filter(here -> !here.isUnready() && place != Place.NONE).flatMap(here -> news.get()));
        StringOutput out = new StringOutput();
        templates.render(template, Map.of("frame", frame, "view", view), out);
        exchange.http().contentType("text/html; charset=utf-8").result(Direction.shown(out.toString()));
    }

    private Viewer viewer(Visit visit) {
        return new Viewer(Wording.called(visit.account()),
                visit.isUnready() ? List.of() : links(visit.account().role()));
    }

    private List<Link> links(Role role) {
        List<Link> links = new ArrayList<>();
        if (Rights.reads(role) && Rights.has(role, Right.ADDRESSES)) {
            links.add(new Link("Desk", "/", Place.DESK));
            links.add(new Link("Incidents", "/incidents", Place.INCIDENTS));
        }
        if (Rights.has(role, Right.CASES)) {
            links.add(new Link("Cases", "/cases", Place.CASES));
        }
        if (Rights.has(role, Right.AGREE) || Rights.has(role, Right.REVEAL_PUPILS)) {
            links.add(new Link("Who it is", "/reveals", Place.REVEALS));
        }
        if (Rights.has(role, Right.SECOND_PUPILS) || Rights.has(role, Right.SECOND_ADULTS)) {
            links.add(new Link("Decisions", "/decisions", Place.DECISIONS));
        }
        if (Rights.reads(role)) {
            links.add(new Link("Flagged", "/flagged", Place.FLAGGED));
        }
        if (Rights.has(role, Right.COUNTS)) {
            links.add(new Link("Counts", "/counts", Place.COUNTS));
            links.add(new Link("Reports", Rights.reads(role) ? "/reports/week" : "/reports/term", Place.REPORTS));
        }
        if (Rights.has(role, Right.REGISTERS) || Rights.has(role, Right.NOTICES)) {
            links.add(new Link("Registers",
                    Rights.has(role, Right.REGISTERS) ? "/registers/pages" : "/registers/notice", Place.REGISTERS));
        }
        if (lists && Rights.has(role, Right.LISTS)) {
            links.add(new Link("Lists", "/lists", Place.LISTS));
        }
        if (Rights.has(role, Right.WRONG)) {
            links.add(new Link("Wrongly closed", "/lists/wrong", Place.WRONG));
        }
        if (Rights.has(role, Right.OWN_LOOKS) || Rights.has(role, Right.LOOKS_COUNTED)) {
            links.add(new Link("Looks", "/looks", Place.LOOKS));
        }
        if (Rights.has(role, Right.COPIES)) {
            links.add(new Link("Copies", "/copies", Place.COPIES));
        }
        if (Rights.has(role, Right.READERS)) {
            links.add(new Link("Readers", "/people", Place.PEOPLE));
        }
        links.add(new Link("Records", "/records", Place.VICTIMS));
        links.add(new Link("Rules", "/rules", Place.RULES));
        links.add(new Link("Why?", "/why", Place.WHY));
        if (Rights.has(role, Right.SYSTEM)) {
            links.add(new Link("Status", "/system", Place.STATUS));
        }
        return List.copyOf(links);
    }
}
