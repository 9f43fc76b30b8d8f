package org.schoolgate.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.category.Category;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.decision.Reason;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.evidence.Signals;
import org.schoolgate.filters.policy.School;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Group;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;
import org.schoolgate.proxy.page.OwnSite;
import org.schoolgate.proxy.page.RevocationFile;
import org.schoolgate.proxy.page.SchoolCertificate;

/// An invented school with some of its answers, for the tests of this module.
public final class Marlbeck {

    public static final Category NETWORKS = new Category(0, "social-networks", "Social media: networks",
            "Social media", false);
    public static final Category ILLEGAL = new Category(1, "illegal", "Illegal", "Illegal", true);
    public static final Category SECRET = new Category(2, "secret", "Secret", "Secret", true);
    public static final Categories CATEGORIES = new Categories(List.of(NETWORKS, ILLEGAL, SECRET));

    public static final Group PUPILS = new Group("pupils", "Pupils");
    public static final Group STAFF = new Group("staff", "Staff");

    public static final School SCHOOL = new School("Marlbeck Primary School", ZoneId.of("Europe/London"),
            Optional.of("https://start.marlbeck.example/"), Optional.of("Mrs Rao"), Optional.of("Mr Hallam"),
            Optional.empty());
    public static final School BARE_SCHOOL = new School("Marlbeck Primary School", ZoneId.of("Europe/London"),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static final Instant AT = Instant.parse("2026-11-17T10:14:00Z");
    public static final TraceId TRACE = new TraceId(0x9876_5432_10fe_dcbaL);
    public static final Target PAGE = Target.Page
            .parse("http://www.facebook.com/groups/private-name?password=hunter2&q=what+i+typed").orElseThrow();
    public static final Clause CLAUSE = new Clause(
            "Personal use of the internet is not permitted during working hours, unless the Head of School has agreed to it.",
            "The school's social media policy, Responsibilities when using social media");

    /// The site of a gateway whose authority is about to change.
    public static final OwnSite OWN_SITE = new OwnSite(certificates(),
            Optional.of(new RevocationFile("/0a1b.crl", new byte[]{0x30, 0})), true,
            List.of("Banking", "Health", "Helplines"));

    private Marlbeck() {}

    private static List<SchoolCertificate> certificates() {
        try (InputStream in = Objects.requireNonNull(Marlbeck.class.getResourceAsStream("school-certificates.pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(one -> SchoolCertificate.of((X509Certificate) one)).toList();
        } catch (IOException | CertificateException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public static Request request(Target target) {
        return new Request(TRACE, Client.at(IpAddress.parse("10.1.2.3").orElseThrow()), target, AT);
    }

    public static Decision decision(Verdict verdict, Group group, Category category) {
        Reason reason = new Reason.Ruled(group.name() + "-" + category.slug(), switch (verdict) {
            case COACH -> "Personal use is asked about in working time";
            default -> category.subject() + " is closed for " + group.title().toLowerCase(Locale.ROOT);
        }, Optional.of(CLAUSE));
        return new Decision(verdict, reason, CategorySet.of(category),
                List.of(new Listing("facebook.com", category, "ut1/social_networks", "2026-11-16", 4711)), group, true,
                category.sealed(), Instant.parse("2026-11-17T12:00:00Z"), "3f2a+ut1@2026-11-16");
    }

    public static Decision undecided() {
        return new Decision(Verdict.BLOCK, new Reason.Undecided("F-17"), CategorySet.NONE, List.of(), Group.STRANGERS,
                true, true, AT, "none");
    }

    /// A browser that goes to a page of its own on an unencrypted site.
    public static Signals browser() {
        return asking(Optional.empty(), "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8");
    }

    public static Signals asking(Optional<String> fetchDest, String accept) {
        return new Signals(Signals.Mode.PLAIN, "GET", Optional.empty(), Optional.empty(), fetchDest, false,
                Optional.empty(), Optional.empty(), Optional.of(accept).filter(text -> !text.isEmpty()),
                Optional.of("Mozilla/5.0 (X11; Linux x86_64)"));
    }
}
