package org.schoolgate.proxy.engine;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.flush.FlushConsolidationHandler;

/// Sends what was written once all that has come is dealt with: one call to the system in place of several. It stands above
/// the encryption where there is one, so that what is written together becomes one record.
final class FlushTogether extends FlushConsolidationHandler {

    private static final String NAME = "flush";

    /// So many flushes are not held back.
    private static final int MOST = 256;

    private FlushTogether() {
        super(MOST, true);
    }

    static void addFirst(ChannelPipeline pipeline) {
        pipeline.addFirst(NAME, new FlushTogether());
    }

    static void addBefore(ChannelPipeline pipeline, String handler) {
        pipeline.addBefore(handler, NAME, new FlushTogether());
    }

    /// From where it stands now.
    static void moveAfter(ChannelPipeline pipeline, String handler) {
        pipeline.remove(NAME);
        pipeline.addAfter(handler, NAME, new FlushTogether());
    }
}
