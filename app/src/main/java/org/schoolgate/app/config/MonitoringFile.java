package org.schoolgate.app.config;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.policy.MonitoringNotice;

/// What `monitoring-notice` in `policy.yaml` may say: the words that everybody is shown once.
final class MonitoringFile {

    private static final Key<String> VERSION = Key.required("version", Shapes.text(40), "September 2026",
            "Names this wording. With another version everybody is shown it anew; the register tells who was shown which.");
    private static final Key<List<String>> WORDS = Key.required("words", Shapes.list(Shapes.text(1_000), 1, 20),
            "[The school monitors the use of its network., Ask Mrs Rao where you have questions.]", "The paragraphs.");

    static final Keys KEYS = new Keys("the notice on monitoring", VERSION, WORDS);

    private MonitoringFile() {}

    static Optional<MonitoringNotice> read(Fields fields) {
        return fields.get(VERSION).flatMap(version -> fields.get(WORDS)
                .map(words -> new MonitoringNotice(version, words)));
    }
}
