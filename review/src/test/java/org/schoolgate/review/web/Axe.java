package org.schoolgate.review.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.naming.OperationNotSupportedException;

/// What axe finds wrong with the page that is open. It is brought into a page once, and asked there as often as its width or its
/// colours change.
final class Axe {

    private static final Map<String, Object> ALL = Map.of("type", "tag", "values",
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
    /// All rules among those that look at colours.
    private static final Map<String, Object> COLOURS = Map.of("type", "rule", "values",
            List.of("color-contrast", "link-in-text-block"));
    private static final String SCRIPT = script();
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then(found => done({
            looked: found.passes.length + found.incomplete.length + found.violations.length,
            wrong: found.violations.map(rule => rule.id + ' ' + rule.nodes.map(node => node.html).join(', '))
        }), fault => done({looked: 0, wrong: [String(fault)]}));
        """;

    private Axe() {}

    /// By every rule.
    static List<String> findings(Chromium browser) {
        return ask(browser, ALL);
    }

    /// By the rules that look at colours, where nothing else has changed since the page was looked at by every rule.
    static List<String> ofColours(Chromium browser) {
        return ask(browser, COLOURS);
    }

    private static List<String> ask(Chromium browser, Map<String, Object> rules) {
        if (!Boolean.TRUE.equals(browser.driver.executeScript("return typeof axe === 'object'"))) {
            browser.driver.executeScript(SCRIPT);
        }
        Map<?, ?> found = (Map<?, ?>) Objects.requireNonNull(browser.driver.executeAsyncScript(RUN, rules));
        List<String> wrong = ((List<?>) Objects.requireNonNull(found.get("wrong"))).stream().map(String::valueOf)
                .toList();
        assertThat((Long) found.get("looked"))
                .as("rules that had something to look at on %s: %s", browser.path(), wrong)
                .isPositive();
        return wrong;
    }

    private static String script() {
        try {
            return new EmbeddedResourceAxeProvider().getScript();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        } catch (OperationNotSupportedException never) {
            throw new IllegalStateException(never);
        }
    }
}
