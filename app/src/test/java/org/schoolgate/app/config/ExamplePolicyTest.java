package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.category.DomainIndex;
import org.schoolgate.filters.category.Listing;
import org.schoolgate.filters.decision.Clause;
import org.schoolgate.filters.decision.Decision;
import org.schoolgate.filters.policy.PolicyEngine;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.Target;
import org.schoolgate.filters.request.TraceId;

/// What the school's own policy answers.
class ExamplePolicyTest {

    private static final Map<String, String> ADDRESSES = Map.of("pupils", "10.20.1.1", "staff", "10.30.1.1", "visitors",
            "10.40.1.1", "strangers", "127.0.0.1");

    private static final SchoolPolicy POLICY = policy();

    @ParameterizedTest(name = "{1} for {0} at {2}: {3} by {4}")
    @CsvSource(textBlock = """
        # group,    categories,               at,               verdict, rule
        staff,      social-networks,          2026-11-24T10:00, block,   staff-social-media
        staff,      video-sharing,            2026-11-24T10:00, block,   staff-social-media
        staff,      social-networks,          2026-11-24T10:50, allow,   default
        staff,      social-networks,          2026-11-24T16:00, allow,   default
        staff,      social-networks,          2026-10-27T10:00, allow,   default
        staff,      social-networks,          2026-11-28T10:00, allow,   default
        staff,      social-networks,          2028-11-24T10:00, allow,   default
        staff,      social-networks,          2026-09-01T10:00, block,   staff-social-media
        visitors,   chat,                     2026-11-24T10:00, block,   staff-social-media
        visitors,   shopping,                 2026-11-24T10:00, allow,   default
        staff,      shopping,                 2026-11-24T10:00, block,   staff-personal-use
        staff,      webmail,                  2026-11-24T12:30, allow,   default
        staff,      news,                     2026-11-24T10:00, allow,   default
        staff,      jobs,                     2026-11-24T10:00, allow,   default
        staff,      sports,                   2026-11-24T10:00, flag,    staff-perhaps-personal
        pupils,     social-networks,          2026-11-28T22:00, block,   pupils-social-media
        strangers,  image-sharing,            2026-11-28T22:00, block,   strangers-social-media
        pupils,     gambling,                 2026-11-28T22:00, block,   pupils-unsuitable
        visitors,   weapons,                  2026-11-28T22:00, block,   pupils-unsuitable
        pupils,     self-harm,                2026-11-24T10:00, block,   pupils-self-harm
        pupils,     self-harm helplines,      2026-11-24T10:00, allow,   help
        pupils,     games,                    2026-11-24T10:00, block,   pupils-lessons
        pupils,     games,                    2026-11-24T12:30, allow,   default
        staff,      forums unions,            2026-11-24T10:00, allow,   help
        staff,      chat faith,               2026-11-24T10:00, allow,   health-and-faith
        staff,      vpn,                      2026-11-28T22:00, block,   ways-round
        staff,      malware,                  2026-11-28T22:00, block,   unsafe-sites
        staff,      malware updates,          2026-11-28T22:00, allow,   updates
        staff,      adult health,             2026-11-24T16:00, block,   pornography
        visitors,   illegal school-open,      2026-11-24T16:00, block,   illegal
        strangers,  extremism faith,          2026-11-24T16:00, block,   extremism
        pupils,     chat school-open,         2026-11-24T10:00, allow,   opened-by-the-school
        staff,      education school-closed,  2026-11-24T10:00, block,   closed-by-the-school
        """)
    void theSchoolsPolicyAnswers(String group, String categories, LocalDateTime at, String verdict, String rule) {
        Decision decision = decide(group, categories, at);

        assertThat(decision.verdict().text()).isEqualTo(verdict);
        assertThat(decision.reason().rule()).isEqualTo(rule);
        assertThat(decision.group().name()).isEqualTo(group);
    }

    @Test
    void whatIsOpenForEveryoneIsNeverRecorded() {
        for (String sensitive : List.of("helplines", "unions", "health", "faith", "updates")) {
            for (String group : ADDRESSES.keySet()) {
                assertThat(decide(group, sensitive, LocalDateTime.parse("2026-11-24T10:00")).recorded())
                        .as(sensitive + " for " + group).isFalse();
            }
        }
    }

    @Test
    void staffAreShownTheSentenceThatTheirRuleServes() {
        Decision decision = decide("staff", "social-networks", LocalDateTime.parse("2026-11-24T10:00"));

        assertThat(decision.recorded()).isTrue();
        assertThat(decision.reason().clause()).map(Clause::quote)
                .hasValueSatisfying(quote -> assertThat(quote)
                        .startsWith("Personal use of the internet is not permitted during working hours"));
    }

    @Test
    void everyRestrictionQuotesASentence() {
        assertThat(POLICY.policies().rules().values())
                .filteredOn(rule -> rule.verdict() != org.schoolgate.filters.decision.Verdict.ALLOW)
                .allSatisfy(rule -> assertThat(rule.clause()).as(rule.name()).isPresent());
    }

    @Test
    void everyQuoteStandsInThePolicyWordForWord() throws IOException {
        Path text = Golden.root().resolve("../shared/policy/school-social-media-policy.txt");
        assumeThat(text).as("the text of the school's policy is not beside this checkout").exists();
        String words = plain(Files.readString(text));

        assertThat(POLICY.policies().rules().values()).flatExtracting(rule -> rule.clause().stream().toList())
                .isNotEmpty()
                .allSatisfy(clause -> assertThat(words).contains(plain(clause.quote())));
    }

    private static String plain(String text) {
        return text.replaceAll("[’‘]", "'").replaceAll("[“”]", "\"").replaceAll("\\s+", " ");
    }

    private Decision decide(String group, String categories, LocalDateTime at) {
        CategorySet found = POLICY.categories().set(List.of(categories.split(" ")));
        PolicyEngine engine = new PolicyEngine(POLICY.categories(), new Everything(found), POLICY.policies(),
                POLICY.version());
        return engine.decide(new Request(new TraceId(1),
                Client.at(IpAddress.parse(ADDRESSES.getOrDefault(group, "")).orElseThrow()),
                Target.Site.parse("site.example:443").orElseThrow(), at.atZone(POLICY.school().zone()).toInstant()));
    }

    private static SchoolPolicy policy() {
        return switch (ConfigurationReader.builtIn()) {
            case Read.Good<Configuration>(Configuration configuration, var _) -> configuration.policy();
            case Read.Bad<Configuration>(var problems) -> throw new AssertionError(problems);
        };
    }

    /// An index in which every site is in the same categories.
    private record Everything(CategorySet categories) implements DomainIndex {

        @Override
        public long bitsOf(Target target) {
            return categories.bits();
        }

        @Override
        public List<Listing> listingsOf(Target target) {
            return List.of();
        }

        @Override
        public String version() {
            return "test";
        }

        @Override
        public long size() {
            return 1;
        }
    }
}
