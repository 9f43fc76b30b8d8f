package org.schoolgate.proxy.page;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.schoolgate.filters.policy.School;

/// What stands where on the gateway's own site.
///
/// | path | what |
/// |---|---|
/// | `/` | the page |
/// | `/school-certificate.cer` | the certificate in DER |
/// | `/school-certificate.pem` | the certificate in PEM |
/// | `/school-certificate-2.cer`, `.pem` | the next one, while authorities change |
/// | `/school-certificate.mobileconfig` | a profile for Apple's systems, with all of them |
/// | as [RevocationFile] says | the list of revoked certificates in DER |
///
/// @param school the school now in force
/// @param site what there is to tell
record OwnPages(School school, OwnSite site) {

    private static final String FILE = "school-certificate";
    private static final String PROFILE = "/" + FILE + ".mobileconfig";
    private static final Pattern EIGHT = Pattern.compile("(?<=\\G.{11}):");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    /// A file to be loaded.
    ///
    /// @param bytes what is in it; treat them as read-only
    @SuppressWarnings("ArrayRecordComponent") // Never compared; it goes straight into an answer.
    record Download(String contentType, byte[] bytes) {}

    /// What the page says.
    Rollout page() {
        ZoneId zone = school.zone();
        List<Rollout.Paper> papers = new ArrayList<>();
        for (int i = 0; i < site.certificates().size(); i++) {
            SchoolCertificate one = site.certificates().get(i);
            papers.add(new Rollout.Paper(Plain.text(one.name()), List.of(EIGHT.split(one.fingerprint())),
                    DAY.format(one.until().atZone(zone)), file(i), i > 0));
        }
        return new Rollout(Plain.text(school.name()), site.looksInside(),
                site.never().stream().map(Plain::text).toList(), papers);
    }

    /// The file at a path; empty where there is none.
    Optional<Download> download(String path) {
        List<SchoolCertificate> all = site.certificates();
        if (path.equals(PROFILE) && !all.isEmpty()) {
            return Optional.of(new Download("application/x-apple-aspen-config",
                    AppleProfile.of(Plain.text(school.name()), all)));
        }
        for (int i = 0; i < all.size(); i++) {
            if (path.equals("/" + file(i) + ".cer")) {
                return Optional.of(new Download("application/x-x509-ca-cert", all.get(i).der()));
            }
            if (path.equals("/" + file(i) + ".pem")) {
                return Optional.of(new Download("application/x-pem-file",
                        all.get(i).pem().getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return site.revoked().filter(list -> path.equals(list.path()))
                .map(list -> new Download("application/pkix-crl", list.der()));
    }

    private static String file(int index) {
        return index == 0 ? FILE : FILE + "-" + (index + 1);
    }
}
