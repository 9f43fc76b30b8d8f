package org.schoolgate.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.category.CategorySet;
import org.schoolgate.filters.decision.Verdict;
import org.schoolgate.filters.policy.Policies;
import org.schoolgate.filters.policy.Tier;

/// Files that nobody would write on purpose: the reader answers, and never opens what is locked.
class HostileFilesTest {

    private static final int ROUNDS = Boolean.getBoolean("schoolgate.long") ? 5_000 : 500;

    private static final List<String> TOKENS = List.of("*a", "&a ", "!!set", "!x ", "<<:", "? ", "- ", ": ", "[", "]",
            "{", "}",
            "\"", "'", "|", ">-", "#", "---\n", "...\n", "%YAML 1.1\n", "\t", "\u0000", "\u202e", "\uFEFF", "null", "~",
            "true", "-1", "1e999", "0x7fffffffffffffff", "99999999999999999999", "08:60", "2026-02-30", "::/0",
            "0.0.0.0/0",
            "\\ud800", "😀");

    @Test
    void changedFilesAreAnsweredAndNeverLoseTheirLocks() throws IOException {
        String gateway = example(GatewayFile.NAME);
        String policy = example(PolicyFile.NAME);
        Random dice = new Random(20261122);
        int good = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean first = dice.nextInt(4) == 0;
            String changedGateway = first ? changed(gateway, dice) : gateway;
            String changedPolicy = first ? policy : changed(policy, dice);
            good += check(changedGateway, changedPolicy);
        }
        assertThat(good).as("changes that harm nothing").isBetween(ROUNDS / 20, ROUNDS - ROUNDS / 20);
    }

    @Test
    void noiseIsAnswered() {
        Random dice = new Random(4711);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] noise = new byte[dice.nextInt(200)];
            dice.nextBytes(noise);
            StringBuilder tokens = new StringBuilder();
            for (int i = dice.nextInt(30); i > 0; i--) {
                tokens.append(TOKENS.get(dice.nextInt(TOKENS.size())));
            }
            Read<Configuration> read = ConfigurationReader.read(Path.of("folder"), noise,
                    tokens.toString().getBytes(StandardCharsets.UTF_8));
            assertThat(read).isInstanceOf(Read.Bad.class);
        }
    }

    private static int check(String gateway, String policy) {
        Read<Configuration> read = ConfigurationReader.read(Path.of("folder"), gateway.getBytes(StandardCharsets.UTF_8),
                policy.getBytes(StandardCharsets.UTF_8));
        return switch (read) {
            case Read.Good<Configuration>(Configuration configuration, var _) -> {
                assertThat(holdsItsLocks(configuration.policy())).as(policy).isTrue();
                yield 1;
            }
            case Read.Bad<Configuration>(List<Problem> problems) -> {
                assertThat(problems).isNotEmpty().allSatisfy(problem -> {
                    String text = problem.file().equals(PolicyFile.NAME) ? policy : gateway;
                    assertThat(problem.line()).isBetween(1, (int) text.lines().count() + 2);
                    assertThat(problem.column()).isPositive();
                    assertThat(problem.toString()).hasLineCount(1);
                });
                yield 0;
            }
        };
    }

    private static boolean holdsItsLocks(SchoolPolicy policy) {
        CategorySet locked = policy.categories().set(List.of("illegal", "extremism", "pornography"));
        Policies policies = policy.policies();
        List<org.schoolgate.filters.policy.Policy> all = new ArrayList<>(policies.byGroup());
        all.add(policies.strangers());
        return all.stream().allMatch(one -> policy.categories().of(locked).stream()
                .allMatch(category -> one.rules().stream()
                        .filter(rule -> rule.subject().covers(TARGET, CategorySet.of(category)))
                        .findFirst()
                        .filter(rule -> rule.tier() == Tier.LOCKED_BLOCK && rule.verdict() == Verdict.BLOCK)
                        .isPresent()));
    }

    private static final org.schoolgate.filters.request.Target TARGET = org.schoolgate.filters.request.Target.Site
            .parse("site.example:443").orElseThrow();

    private static String changed(String text, Random dice) {
        String changed = text;
        for (int i = dice.nextInt(3); i >= 0; i--) {
            changed = changedOnce(changed, dice);
        }
        return changed;
    }

    private static String changedOnce(String text, Random dice) {
        int at = dice.nextInt(text.length());
        List<String> lines = new ArrayList<>(List.of(text.split("\n")));
        int line = dice.nextInt(lines.size());
        switch (dice.nextInt(7)) {
            case 0 -> {
                return text.substring(0, at) + text.substring(Math.min(text.length(), at + 1 + dice.nextInt(8)));
            }
            case 1 -> {
                return text.substring(0, at) + TOKENS.get(dice.nextInt(TOKENS.size())) + text.substring(at);
            }
            case 2 -> {
                return text.substring(0, at) + (char) (32 + dice.nextInt(95)) + text.substring(at + 1);
            }
            case 3 -> lines.remove(line);
            case 4 -> lines.add(line, lines.get(dice.nextInt(lines.size())));
            case 5 -> Collections.swap(lines, line, dice.nextInt(lines.size()));
            default -> lines.set(line, "  " + lines.get(line));
        }
        return String.join("\n", lines);
    }

    private static String example(String name) throws IOException {
        return Files.readString(Golden.root().resolve("deploy/example").resolve(name));
    }
}
