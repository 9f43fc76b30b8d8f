package org.schoolgate.app.wiring;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.StructuredTaskScope;
import java.util.concurrent.TimeUnit;
import org.schoolgate.app.config.Configuration;
import org.schoolgate.app.config.GatewaySettings;
import org.schoolgate.blocklists.build.ListLibrary;
import org.schoolgate.filters.decision.FailClosed;
import org.schoolgate.review.FirstSignIn;
import org.schoolgate.review.Review;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// placeholder
public final class House implements AutoCloseable {
}
