package org.schoolgate.app.selftest;

import java.time.Instant;
import java.util.List;

/// One run of the self-test.
///
/// @param at when it was begun
/// @param way how the web was reached: `proxy HOST:PORT`, or `direct`
/// @param findings one for each way out
public record Report(Instant at, String way, List<Finding> findings) {

    public Report {
        findings = List.copyOf(findings);
    }

    public long count(Outcome outcome) {
        return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
}
