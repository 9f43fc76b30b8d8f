package org.schoolgate.proxy.engine;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens to what Netty's leak detector says. From the first leak on, every test with a [Stage] fails.
public final class Leaks extends AppenderBase<ILoggingEvent> {

    private static final List<String> FOUND = new CopyOnWriteArrayList<>();

    static List<String> found() {
        return FOUND;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getFormattedMessage().startsWith("LEAK:")) {
            FOUND.add(event.getFormattedMessage());
        }
    }
}
