package org.schoolgate.proxy.identity;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/// Asks one source after the other; the first that has something to say is heard. Any thread may ask.
public final class InTurn implements Identification {

    private final Identification[] sources;
    private final Optional<String> header;
    private final LongAdder waits = new LongAdder();

    /// @param sources the surest first
    public InTurn(List<Identification> sources) {
        this.sources = sources.toArray(Identification[]::new);
        this.header = sources.stream().flatMap(source -> source.header().stream()).findFirst();
    }

    @Override
    public Answer of(Asking asking) {
        for (Identification source : sources) {
            Answer answer = source.of(asking);
            if (!(answer instanceof Answer.Nothing)) {
                if (answer instanceof Answer.Later) {
                    waits.increment();
                }
                return answer;
            }
        }
        return Answer.NOTHING;
    }

    @Override
    public Optional<String> header() {
        return header;
    }

    /// How many requests had to wait for an answer.
    public long waits() {
        return waits.sum();
    }
}
