package org.schoolgate.benchmarks.tls;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// Devices of one proxy: they trust its authority and nothing else, and check each name. All run on one loop.
final class Traffic implements AutoCloseable {

    private static final byte[] END = BenchSites.END.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final Contender proxy;
    private final BenchSites sites;
    private final SslContext forgetful;
    private final SslContext resuming;
    private final SslContext past;

    Traffic(Contender proxy, BenchSites sites) throws IOException {
        this.proxy = proxy;
        this.sites = sites;
        this.forgetful = forgetful(proxy.authority());
        this.past = forgetful(sites.rootCertificate());
        // Java tells of a session when it began, and so whether it is an old one.
        this.resuming = context(proxy.authority(), SslProvider.JDK);
    }

    private static SslContext forgetful(X509Certificate authority) throws IOException {
        SslContext context = context(authority, OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK);
        if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
            sessions.setSessionCacheEnabled(false);
        } else {
            context.sessionContext().setSessionTimeout(1);
        }
        return context;
    }

    private static SslContext context(X509Certificate authority, SslProvider provider) throws IOException {
        return SslContextBuilder.forClient().sslProvider(provider).protocols("TLSv1.3", "TLSv1.2")
                .trustManager(authority).build();
    }

    /// @param done visits or requests that were answered
    /// @param failed that were not
    /// @param resumed handshakes that took up an earlier session
    record Tally(int done, int failed, int resumed) {}

    /// New connections, each with one request, as fast as `inFlight` at a time can be.
    ///
    /// @param goesOn whether there is to be another, asked on the loop
    /// @param names which site the visit of each number goes to
    Tally visits(BooleanSupplier goesOn, int inFlight, boolean resumes, IntUnaryOperator names)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger resumed = new AtomicInteger();
        CountDownLatch lanes = new CountDownLatch(inFlight);
        Visit.Hearing hearing = new Visit.Hearing() {
            @Override
            public void answered(Visit visit) {
                done.incrementAndGet();
                if (visit.resumed) {
                    resumed.incrementAndGet();
                }
                visit.close();
            }

            @Override
            public void closed(Visit visit) {
                if (!visit.isAnswered()) {
                    failed.incrementAndGet();
                }
                if (goesOn.getAsBoolean()) {
                    open(names.applyAsInt(next.getAndIncrement()), resumes, this);
                } else {
                    lanes.countDown();
                }
            }
        };
        for (int i = 0; i < inFlight; i++) {
            open(names.applyAsInt(next.getAndIncrement()), resumes, hearing);
        }
        if (!lanes.await(PATIENCE.multipliedBy(10).toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(proxy.name() + " left visits unanswered");
        }
        return new Tally(done.get(), failed.get(), resumed.get());
    }

    /// Connections that are kept open for requests.
    Kept keep(int connections, IntUnaryOperator names) throws InterruptedException {
        return new Kept(connections, names);
    }

    /// New connections, each with one request, at a steady pace until it is closed.
    ///
    /// @param past whether they go straight to the sites: the devices and the sites then have the same to do, and the proxy
    ///     nothing
    Stream stream(int perSecond, IntSupplier names, boolean past) {
        return new Stream(perSecond, names, past);
    }

    private void open(int site, boolean resumes, Visit.Hearing hearing) {
        connect(proxy.port(), new Visit(resumes ? resuming : forgetful, resumes, false, BenchSites.host(site),
                sites.port(), hearing), hearing);
    }

    private void openPast(int site, Visit.Hearing hearing) {
        connect(sites.port(), new Visit(past, false, true, BenchSites.host(site), sites.port(), hearing), hearing);
    }

    private void connect(int port, Visit visit, Visit.Hearing hearing) {
        new Bootstrap().group(loop).channel(NioSocketChannel.class).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(visit);
            }
        }).connect(InetAddress.getLoopbackAddress(), port).addListener(connected -> {
            if (!connected.isSuccess()) {
                loop.schedule(() -> hearing.closed(visit), 10, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// New connections at a steady pace.
    final class Stream implements AutoCloseable, Visit.Hearing {

        private final ScheduledFuture<?> pace;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();

        private Stream(int perSecond, IntSupplier names, boolean past) {
            pace = loop.scheduleAtFixedRate(() -> {
                begun.incrementAndGet();
                if (past) {
                    openPast(names.getAsInt(), this);
                } else {
                    open(names.getAsInt(), false, this);
                }
            }, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
        }

        int begun() {
            return begun.get();
        }

        int failed() {
            return failed.get();
        }

        @Override
        public void answered(Visit visit) {
            visit.close();
        }

        @Override
        public void closed(Visit visit) {
            if (!visit.isAnswered()) {
                failed.incrementAndGet();
            }
        }

        @Override
        public void close() {
            pace.cancel(false);
        }
    }

    /// Some connections that stay open.
    final class Kept implements AutoCloseable, Visit.Hearing {

        private final List<Visit> visits = new ArrayList<>();
        private final CountDownLatch open;
        private final LongAdder done = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private @Nullable List<Double> times;
        private volatile boolean asks;

        private Kept(int connections, IntUnaryOperator names) throws InterruptedException {
            open = new CountDownLatch(connections);
            for (int i = 0; i < connections; i++) {
                open(names.applyAsInt(i), false, this);
            }
            if (!open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(proxy.name() + " did not open " + connections + " connections");
            }
        }

        /// Requests one after the other on each connection, as fast as they are answered.
        Tally requests(BooleanSupplier goesOn) throws InterruptedException {
            long before = done.sum();
            asks = true;
            loop.execute(() -> visits.forEach(Visit::ask));
            while (goesOn.getAsBoolean()) {
                Thread.sleep(20);
            }
            asks = false;
            settle();
            return new Tally((int) (done.sum() - before), failed.intValue(), 0);
        }

        /// Requests at a steady pace, in turn on all connections; how long each took in milliseconds, in rising order.
        List<Double> paced(Duration time, int perSecond) throws InterruptedException {
            List<Double> taken = new ArrayList<>();
            AtomicInteger turn = new AtomicInteger();
            loop.execute(() -> times = taken);
            var pace = loop.scheduleAtFixedRate(() -> {
                Visit visit = visits.get(turn.getAndIncrement() % visits.size());
                if (visit.isAnswered()) {
                    visit.ask();
                }
            }, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
            Thread.sleep(time);
            pace.cancel(false);
            settle();
            loop.submit(() -> times = null).sync();
            return taken.stream().sorted().toList();
        }

        private void settle() throws InterruptedException {
            for (int i = 0; i < 500; i++) {
                if (loop.submit(() -> visits.stream().allMatch(Visit::isAnswered)).sync().getNow()) {
                    return;
                }
                Thread.sleep(10);
            }
            throw new IllegalStateException(proxy.name() + " left requests unanswered");
        }

        @Override
        public void answered(Visit visit) {
            if (!visits.contains(visit)) {
                visits.add(visit);
                open.countDown();
                return;
            }
            done.increment();
            if (times != null) {
                times.add((System.nanoTime() - visit.asked) / 1e6);
            }
            if (asks) {
                visit.ask();
            }
        }

        @Override
        public void closed(Visit visit) {
            failed.increment();
        }

        @Override
        public void close() {
            loop.execute(() -> visits.forEach(Visit::close));
        }
    }

    /// One connection: `CONNECT` where it is to a proxy, the handshake, and requests.
    static final class Visit extends ChannelInboundHandlerAdapter {

        interface Hearing {

            void answered(Visit visit);

            void closed(Visit visit);
        }

        private final SslContext trust;
        private final boolean resumes;
        private final boolean past;
        private final String host;
        private final int port;
        private final Hearing hearing;
        private final ByteBuf came = Unpooled.buffer(512);
        private @Nullable ChannelHandlerContext context;
        private boolean granted;
        private boolean waits;
        private boolean everAnswered;
        private long began;
        private long asked;
        private boolean resumed;

        Visit(SslContext trust, boolean resumes, boolean past, String host, int port, Hearing hearing) {
            this.trust = trust;
            this.resumes = resumes;
            this.past = past;
            this.host = host;
            this.port = port;
            this.hearing = hearing;
        }

        boolean isAnswered() {
            return everAnswered && !waits;
        }

        void close() {
            if (context != null) {
                context.close();
            }
        }

        void ask() {
            if (context != null) {
                waits = true;
                asked = System.nanoTime();
                say(context, "GET /icon HTTP/1.1\r\nHost: " + host + ":" + port
                        + "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: */*\r\nAccept-Language: en-GB\r\n\r\n");
            }
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            this.context = context;
            if (past) {
                granted = true;
                encrypt(context);
                return;
            }
            say(context, "CONNECT " + host + ":" + port + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n\r\n");
        }

        private static void say(ChannelHandlerContext context, String text) {
            context.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object msg) {
            ByteBuf bytes = (ByteBuf) msg;
            came.writeBytes(bytes);
            bytes.release();
            if (!granted && endsWith(HEAD_END)) {
                granted = true;
                if (came.toString(StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200")) {
                    encrypt(context);
                } else {
                    context.close();
                }
                came.clear();
            } else if (waits && endsWith(END)) {
                came.clear();
                waits = false;
                everAnswered = true;
                hearing.answered(this);
            }
        }

        private boolean endsWith(byte[] end) {
            int from = came.writerIndex() - end.length;
            if (from < 0) {
                return false;
            }
            for (int i = 0; i < end.length; i++) {
                if (came.getByte(from + i) != end[i]) {
                    return false;
                }
            }
            return true;
        }

        private void encrypt(ChannelHandlerContext context) {
            SSLEngine engine = trust.newEngine(context.alloc(), host, port);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            began = System.currentTimeMillis();
            context.pipeline().addFirst(new SslHandler(engine));
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event == SslHandshakeCompletionEvent.SUCCESS) {
                resumed = resumes
                        && context.pipeline().get(SslHandler.class).engine().getSession().getCreationTime() < began;
                ask();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            this.context = null;
            hearing.closed(this);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
