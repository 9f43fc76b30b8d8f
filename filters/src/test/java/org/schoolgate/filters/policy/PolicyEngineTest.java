package org.schoolgate.filters.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.schoolgate.filters.policy.Explanation.Outcome.ANSWERED;
import static org.schoolgate.filters.policy.Explanation.Outcome.OTHER_HOURS;
import static org.schoolgate.filters.policy.Explanation.Outcome.OTHER_SUBJECT;
import static org.schoolgate.filters.policy.SmallSchool.allows;
import static org.schoolgate.filters.policy.SmallSchool.blocks;
import static org.schoolgate.filters.policy.SmallSchool.coaches;
import static org.schoolgate.filters.policy.SmallSchool.flags;
import static org.schoolgate.filters.policy.SmallSchool.listed;
import static org.schoolgate.filters.policy.SmallSchool.lockedAllow;
import static org.schoolgate.filters.policy.SmallSchool.lockedBlock;
import static org.schoolgate.filters.policy.SmallSchool.sites;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Request;
import org.schoolgate.filters.request.TraceId;

class PolicyEngineTest {

    private static final Subject ANYTHING = new Subject.Anything();

    private final SmallSchool school = new SmallSchool()
            .lists("chess.example", "games")
            .lists("chatter.example", "social-networks")
            .lists("herald.example", "news");

    // ---- the order of the tiers

    @Test
    void aLockedBlockWinsOverEverythingElse() {
        school.policy("pupils", Verdict.ALLOW, allows(ANYTHING), lockedAllow(ANYTHING), coaches(ANYTHING),
                lockedBlock(listed("games")));
        school.asks("pupils", "chess.example").isBlockedBy("locked-block");
        school.asks("pupils", "herald.example").isAllowedBy("locked-allow");
    }

    @Test
    void aLockedAllowWinsOverExceptionsAndRestrictions() {
        school.policy("pupils", Verdict.BLOCK, blocks(ANYTHING), allows(ANYTHING), lockedAllow(listed("news")));
        school.asks("pupils", "herald.example").isAllowedBy("locked-allow");
        school.asks("pupils", "chess.example").isAllowedBy("exception");
    }

    @Test
    void anExceptionWinsOverARestriction() {
        school.policy("pupils", Verdict.BLOCK, blocks(listed("games")), allows(sites("chess.example")));
        school.lists("poker.example", "games");
        school.asks("pupils", "chess.example").isAllowedBy("exception");
        school.asks("pupils", "poker.example").isBlockedBy("blocks");
    }

    @Test
    void whatIsOnlyClaimedToBeASiteGetsNoExceptionForItsName() {
        school.policy("pupils", Verdict.ALLOW, lockedBlock(listed("extremism")), lockedAllow(sites("help.example")),
                allows(sites("chess.example", "herald.example")), blocks(listed("games", "social-networks")));
        school.lists("help.example", "social-networks");
        PolicyEngine engine = school.engine();
        for (String open : List.of("help.example", "chess.example", "herald.example")) {
            Request request = new Request(new TraceId(1), Client.at(IpAddress.ofV4(1)).in(SmallSchool.group("pupils")),
                    SmallSchool.target(open), SmallSchool.instant("Tue 10:00"));
            assertThat(engine.verdict(request)).isEqualTo(Verdict.ALLOW);
            boolean restricted = !open.equals("herald.example");
            assertThat(engine.verdict(request.asClaimed())).isEqualTo(restricted ? Verdict.BLOCK : Verdict.ALLOW);
        }
    }

    @Test
    void withinATierTheFirstToAnswerWins() {
        school.policy("pupils", Verdict.ALLOW, coaches(listed("games")), blocks(listed("games", "news")));
        school.asks("pupils", "chess.example").is(Verdict.COACH, "coaches").cameBy(ANSWERED);
        school.asks("pupils", "herald.example").isBlockedBy("blocks").cameBy(OTHER_SUBJECT, ANSWERED);
        school.asks("pupils", "other.example").isUnmentioned(Verdict.ALLOW).cameBy(OTHER_SUBJECT, OTHER_SUBJECT);
    }

    @Test
    void whereNoRuleSpeaksThePolicySaysWhatHappens() {
        for (Verdict otherwise : Verdict.values()) {
            new SmallSchool().policy("pupils", otherwise).asks("pupils", "chess.example").isUnmentioned(otherwise)
                    .isRecorded(otherwise != Verdict.ALLOW).restsOn().holdsForGood();
        }
    }

    // ---- whose policy

    @Test
    void eachGroupHasItsOwnPolicy() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games"))).policy("staff", Verdict.ALLOW);
        school.asks("pupils", "chess.example").isBlockedBecause("Rule blocks speaks").underThePolicyOf("pupils");
        school.asks("staff", "chess.example").isUnmentioned(Verdict.ALLOW).underThePolicyOf("staff");
    }

    @Test
    void aRuleForOneGroupDoesNotSpeakForAnother() {
        SmallSchool.Line pupilsOnly = blocks(listed("games")).onlyFor("pupils", "visitors");
        school.policy("pupils", Verdict.ALLOW, pupilsOnly).policy("staff", Verdict.ALLOW, pupilsOnly);
        school.asks("pupils", "chess.example").isBlockedBy("blocks");
        school.asks("staff", "chess.example").isUnmentioned(Verdict.ALLOW).cameBy();
    }

    @Test
    void theNarrowestNetworkThatHoldsAnAddressDecides() {
        school.policy("pupils", Verdict.BLOCK).policy("staff", Verdict.COACH).policy("visitors", Verdict.ALLOW)
                .network("10.0.0.0/8", "visitors").network("10.20.1.0/24", "staff").network("10.20.0.0/16", "pupils")
                .network("::/0", "strangers").network("2001:db8::/48", "staff").network("10.20.1.7", "strangers");
        school.asksFrom("10.1.2.3", "chess.example").underThePolicyOf("visitors");
        school.asksFrom("10.20.2.3", "chess.example").underThePolicyOf("pupils");
        school.asksFrom("10.20.1.3", "chess.example").underThePolicyOf("staff");
        school.asksFrom("::ffff:10.20.1.3", "chess.example").underThePolicyOf("staff");
        school.asksFrom("10.20.1.7", "chess.example").underThePolicyOf("strangers");
        school.asksFrom("2001:db8::1", "chess.example").underThePolicyOf("staff");
        school.asksFrom("192.0.2.1", "chess.example").underThePolicyOf("strangers");
    }

    @Test
    void whoeverWasPlacedIsNotAskedForTheirNetwork() {
        school.policy("pupils", Verdict.BLOCK).policy("staff", Verdict.ALLOW).network("0.0.0.0/0", "pupils");
        school.asks("staff", "chess.example").underThePolicyOf("staff");
    }

    @Test
    void aStrangerGetsTheStrangersPolicy() {
        school.policy("pupils", Verdict.ALLOW).strangers(Verdict.BLOCK, allows(listed("news")));
        school.asksFrom("192.0.2.1", "chess.example").isUnmentioned(Verdict.BLOCK).underThePolicyOf("strangers")
                .isBlockedBecause("no rule for the group \"Not known\" mentions this");
        school.asksFrom("192.0.2.1", "herald.example").isAllowedBy("exception");
        school.asks("gardeners", "chess.example").isUnmentioned(Verdict.BLOCK).underThePolicyOf("strangers");
    }

    @Test
    void aNetworkOfAGroupWithoutAPolicyIsRefused() {
        SmallSchool nobodys = new SmallSchool().policy("pupils", Verdict.ALLOW).network("10.0.0.0/8", "pupil");
        assertThatIllegalArgumentException().isThrownBy(nobodys::engine).withMessageContaining("10.0.0.0/8")
                .withMessageContaining("'pupil'");
    }

    @Test
    void ofTwoPoliciesOrNetworksThatAreAlikeTheFirstHolds() {
        school.policy("pupils", Verdict.BLOCK).policy("pupils", Verdict.ALLOW).policy("staff", Verdict.ALLOW)
                .network("10.0.0.0/8", "pupils").network("10.0.0.0/8", "staff");
        school.asksFrom("10.1.2.3", "chess.example").isUnmentioned(Verdict.BLOCK).underThePolicyOf("pupils");
    }

    @Test
    void groupsAndRulesAreFoundByName() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games"))).strangers(Verdict.BLOCK, coaches(ANYTHING));
        PolicyEngine engine = school.engine();
        assertThat(engine.policies().group("pupils")).contains(SmallSchool.group("pupils"));
        assertThat(engine.policies().group("strangers")).contains(SmallSchool.group("strangers"));
        assertThat(engine.policies().group("staff")).isEmpty();
        assertThat(engine.policies().rules()).containsOnlyKeys("blocks", "coaches");
    }

    // ---- what a rule is about

    @Test
    void aSiteIsNamedByWholeLabelsOnly() {
        school.policy("pupils", Verdict.ALLOW, blocks(sites("blocked.test", "192.0.2.1")));
        for (String within : List.of("blocked.test", "BLOCKED.test", "www.blocked.test", "a.b.blocked.test",
                "blocked.test.:80",
                "http://user@blocked.test/a", "192.0.2.1", "http://0xC0000201/", "https://[::ffff:c000:201]/")) {
            school.asks("pupils", within).isBlockedBy("blocks").restsOn();
        }
        for (String beside : List.of("notblocked.test", "blocked.test.allowed.example", "blocked.testing", "test",
                "blocked.evil",
                "http://allowed.example/blocked.test", "http://blocked.test@allowed.example/", "192.0.2.2",
                "[::192.0.2.1]:443",
                "1.blocked.example")) {
            school.asks("pupils", beside).isUnmentioned(Verdict.ALLOW);
        }
    }

    @Test
    void aListedNameIsMetByWholeLabelsAndAListedPathBySegments() {
        school.lists("shared.example/bad", "games").policy("pupils", Verdict.ALLOW, blocks(listed("games")));
        school.asks("pupils", "http://www.chess.example/any").isBlockedBy("blocks");
        school.asks("pupils", "notchess.example").isAllowed();
        school.asks("pupils", "http://shared.example/bad/x").isBlockedBy("blocks");
        school.asks("pupils", "http://shared.example/a/%2e%2e/b%61d").isBlockedBy("blocks");
        school.asks("pupils", "http://shared.example/badminton").isAllowed();
        school.asks("pupils", "shared.example:443").isAllowed();
    }

    @Test
    void unlistedIsWhatNoListMentions() {
        school.policy("pupils", Verdict.ALLOW, coaches(new Subject.Unlisted()));
        school.asks("pupils", "unheard-of.example").is(Verdict.COACH, "coaches").restsOn().isIn();
        school.asks("pupils", "herald.example").isUnmentioned(Verdict.ALLOW).isIn("news");
    }

    // ---- at which hours

    @Test
    void gamesAreBlockedDuringLessonsOnly() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games")).during(Hours.WORKING));
        school.asks("pupils", "chess.example", "Tue 10:00").isBlockedBy("blocks").holdsUntil("Tue 10:30");
        school.asks("pupils", "chess.example", "Tue 10:30").isAllowed().holdsUntil("Tue 10:50").cameBy(OTHER_HOURS);
        school.asks("pupils", "chess.example", "Tue 12:09").isBlockedBy("blocks").holdsUntil("Tue 12:10");
        school.asks("pupils", "chess.example", "Tue 15:30").isAllowed().holdsUntil("Wed 00:00");
        school.asks("pupils", "chess.example", "Sat 10:00").isAllowed();
        school.asks("pupils", "chess.example", "2026-10-28 10:00").isAllowed();
    }

    @Test
    void anAnswerGivenBeforeLessonsHoldsOnlyUntilTheyBegin() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games")).during(Hours.WORKING));
        school.asks("pupils", "chess.example", "Tue 07:00").isAllowed().holdsUntil("Tue 08:30");
    }

    @Test
    void anAnswerThatNoHourCouldChangeHoldsForGood() {
        school.policy("pupils", Verdict.ALLOW, lockedBlock(listed("extremism")),
                blocks(listed("games")).during(Hours.WORKING),
                blocks(listed("games")));
        school.lists("hate.example", "extremism", "games");
        school.asks("pupils", "hate.example").isBlockedBy("locked-block").holdsForGood();
        school.asks("pupils", "herald.example").isAllowed().holdsForGood();
        school.asks("pupils", "chess.example", "Tue 07:00").isBlockedBy("blocks").holdsUntil("Tue 08:30");
    }

    @Test
    void anUnknownHourIsNeitherWorkNorBreakNorFree() {
        school.policy("staff", Verdict.ALLOW, blocks(listed("games")).during(Hours.WORKING, Hours.BREAK, Hours.OUTSIDE),
                blocks(listed("news")));
        school.asks("staff", "chess.example", "2030-06-03 10:00").isAllowed();
        school.asks("staff", "herald.example", "2030-06-03 10:00").isBlockedBy("blocks");
    }

    @Test
    void anExplanationTellsTheHourAndEachStep() {
        school.policy("pupils", Verdict.ALLOW, allows(listed("news")), blocks(listed("games")).during(Hours.BREAK),
                coaches(listed("games")), flags(ANYTHING));
        SmallSchool.Answer answer = school.asks("pupils", "chess.example", "Tue 10:00")
                .cameBy(OTHER_SUBJECT, OTHER_HOURS, ANSWERED);
        assertThat(answer.explanation().hours()).isEqualTo(Hours.WORKING);
        assertThat(answer.explanation().steps()).extracting(step -> step.rule().name())
                .containsExactly("exception", "blocks", "coaches");
    }

    // ---- what the record needs

    @Test
    void whatTheRuleRecordsIsRecordedAndNothingElse() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games")), blocks(listed("news")).unrecorded(),
                flags(listed("social-networks")));
        school.asks("pupils", "chess.example").isBlockedBy("blocks").isRecorded(true);
        school.asks("pupils", "herald.example").isBlockedBy("blocks").isRecorded(false);
        school.asks("pupils", "chatter.example").is(Verdict.FLAG, "flags").isRecorded(true);
        school.asks("pupils", "other.example").isAllowed().isRecorded(false);
    }

    @Test
    void anAddressInASealedCategoryIsSealedWhoeverDecides() {
        school.lists("help.example", "helplines", "news")
                .policy("pupils", Verdict.ALLOW, lockedAllow(listed("helplines")), blocks(listed("news")))
                .policy("staff", Verdict.ALLOW, blocks(listed("news"))).policy("visitors", Verdict.BLOCK);
        school.asks("pupils", "help.example").isAllowedBy("locked-allow").isSealed(true).isIn("helplines", "news");
        school.asks("staff", "help.example").isBlockedBy("blocks").isSealed(true);
        school.asks("visitors", "help.example").isUnmentioned(Verdict.BLOCK).isSealed(true);
        school.asks("pupils", "herald.example").isBlockedBy("blocks").isSealed(false);
    }

    @Test
    void whatALockedAllowRuleOpensIsSealedWhateverItIsAbout() {
        school.policy("pupils", Verdict.ALLOW, lockedAllow(listed("news")));
        school.asks("pupils", "herald.example").isAllowedBy("locked-allow").isSealed(true);
        school.asks("pupils", "other.example").isSealed(false);
    }

    @Test
    void theEvidenceIsTheEntriesOfTheDecidingCategoriesOnly() {
        school.lists("games.herald.example", "games", "social-networks").lists("games.herald.example/play", "games")
                .policy("pupils", Verdict.ALLOW, blocks(listed("games", "shopping")), coaches(sites("herald.example")));
        school.asks("pupils", "http://games.herald.example/play/now").isBlockedBy("blocks")
                .restsOn("games.herald.example/play", "games.herald.example").isIn("games", "social-networks", "news");
        school.asks("pupils", "herald.example").is(Verdict.COACH, "coaches").restsOn().isIn("news");
    }

    @Test
    void theReasonIsTheRulesOwnSentenceAndClause() {
        school.policy("pupils", Verdict.ALLOW, blocks(listed("games")).named("no-games"));
        SmallSchool.Answer answer = school.asks("pupils", "chess.example").isBlockedBecause("Rule no-games speaks");
        assertThat(answer.decision().reason().clause()).get()
                .satisfies(clause -> assertThat(clause.quote()).isEqualTo("Be sensible."));
    }
}
