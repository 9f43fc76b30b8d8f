package org.schoolgate.benchmarks.tls;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.OpenSslServerContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Any number of encrypted sites on loopback, all behind one port: `anything.bench.test`. They keep connections, resume
/// sessions as most sites do, and answer every request with one short text.
final class BenchSites implements AutoCloseable {

    /// What every answer ends with, so that a client knows it whole without reading its header.
    static final String END = "-end-";

    private static final String TEXT = "A short answer, as an icon or a script's data would be. " + END;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final X509Bundle root;
    private final Channel listener;

    BenchSites() throws IOException, InterruptedException {
        try {
            root = new CertificateBuilder().ecp256().subject("CN=Root of the benchmark").setIsCertificateAuthority(true)
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign).buildSelfSigned();
            SslContext tls = context(new CertificateBuilder().ecp256().subject("CN=*.bench.test")
                    .setKeyUsage(true, CertificateBuilder.KeyUsage.digitalSignature).addExtendedKeyUsageServerAuth()
                    .addExtensionOctetString(Extension.subjectAlternativeName.getId(), false,
                            new GeneralNames(new GeneralName(GeneralName.dNSName, "*.bench.test")).getEncoded())
                    .buildIssuedBy(root));
            listener = new ServerBootstrap().group(loop).channel(NioServerSocketChannel.class)
                    .option(ChannelOption.SO_BACKLOG, 1024).childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()), new HttpServerCodec(),
                                    new HttpObjectAggregator(64 * 1024), new Site());
                        }
                    }).bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
        } catch (InterruptedException | IOException fault) {
            throw fault;
        } catch (Exception fault) {
            throw new IOException("the sites of the benchmark could not be made: " + fault, fault);
        }
    }

    private static SslContext context(X509Bundle site) throws IOException {
        boolean fast = OpenSsl.isAvailable();
        SslContext context = SslContextBuilder.forServer(site.getKeyPair().getPrivate(), site.getCertificatePath())
                .sslProvider(fast ? SslProvider.OPENSSL : SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2").build();
        if (context instanceof OpenSslServerContext native_) {
            byte[] random = new byte[48];
            new SecureRandom().nextBytes(random);
            native_.sessionContext().setTicketKeys(new OpenSslSessionTicketKey(
                    java.util.Arrays.copyOfRange(random, 0, 16), java.util.Arrays.copyOfRange(random, 16, 32),
                    java.util.Arrays.copyOfRange(random, 32, 48)));
        }
        return context;
    }

    /// What their certificates rest on, in PEM.
    String root() {
        return root.getCertificatePEM();
    }

    X509Certificate rootCertificate() {
        return root.getCertificate();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /// The site of this number, as `host:port`.
    String authority(int number) {
        return host(number) + ":" + port();
    }

    static String host(int number) {
        return "h" + number + ".bench.test";
    }

    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private static final class Site extends SimpleChannelInboundHandler<HttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpRequest request) {
            var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK,
                    Unpooled.copiedBuffer(TEXT, StandardCharsets.US_ASCII));
            answer.headers().set("Content-Type", "text/plain").set("Content-Length", TEXT.length())
                    .set("Cache-Control", "no-store");
            context.writeAndFlush(answer);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
