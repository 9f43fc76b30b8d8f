package org.schoolgate.benchmarks.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.schoolgate.benchmarks.run.Command;
import org.schoolgate.benchmarks.run.Gateway;
import org.schoolgate.benchmarks.run.Squid;

/// A proxy under measurement: a process of its own, held to the first processor, that looks into every connection.
///
/// @param authority what its devices trust
record Contender(String name, Process process, int port, X509Certificate authority) implements AutoCloseable {

    private static final String SQUID_LEAVES = "/usr/lib/squid/security_file_certgen";

    /// Linux tells CPU time in hundredths of a second.
    private static final double TICKS = 100;

    /// The fields of `/proc/PID/stat` after the program's name: CPU time of itself, and of children that have ended.
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    static boolean isSquidHere() {
        return Squid.isHere() && Files.isExecutable(Path.of(SQUID_LEAVES));
    }

    /// Ours, as a school would run it, but for what it may reach and how many connections one address has.
    static Contender schoolgate(Path project, Path folder, BenchSites sites, LoopbackNames names)
            throws IOException, InterruptedException {
        Path configuration = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(configuration.resolve("policy.yaml"),
                Files.readString(project.resolve("deploy/example/policy.yaml"))
                        .replace("[10.20.0.0/16]", "[10.20.0.0/16, 127.0.0.0/8]")
                        + "  - {groups: [pupils], about: everything, look: inside}\n");
        Files.writeString(configuration.resolve("root.pem"), sites.root());
        Files.writeString(configuration.resolve("schoolgate.yaml"), """
            proxy:
              name-servers: ["127.0.0.1:%d"]
              connect-ports: [443, %d]
              limits: {connections-per-client: 10000}
            tls: {more-roots: [root.pem]}
            """.formatted(names.port(), sites.port()));
        Path log = folder.resolve("schoolgate.log");
        Gateway gateway = Gateway
                .start(Command.of("./schoolgate", "run", "--config", configuration.toString(), "--data",
                        folder.resolve("var").toString(), "--proxy-port", "0", "--web-port", "0", "--health-port", "0",
                        "--allow-destination", "127.0.0.0/8").onOneCore(), project, log);
        return new Contender("schoolgate", gateway.process(), gateway.port(),
                read(folder.resolve("var/ca/in-force.pem")));
    }

    /// Squid as Debian packages it, with one worker and no cache of contents.
    ///
    /// @param elliptic whether its authority has a key on P-256 in place of one of RSA
    /// @param siteFirst whether it reaches the site, and sees its certificate, before it promises the device anything, as
    ///     ours does; otherwise it shows the device a certificate for whatever name was asked for, and goes on over a connection
    ///     to the site that some earlier device has left
    static Contender squid(Path folder, BenchSites sites, int names, boolean elliptic, boolean siteFirst)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        X509Bundle authority = authority(elliptic);
        Path ca = Files.writeString(folder.resolve("ca.pem"),
                authority.getCertificatePEM() + authority.getPrivateKeyPEM());
        Path root = Files.writeString(folder.resolve("root.pem"), sites.root());
        StringBuilder hosts = new StringBuilder();
        for (int i = 0; i < names; i++) {
            hosts.append("127.0.0.1 ").append(BenchSites.host(i)).append('\n');
        }
        Path hostsFile = Files.writeString(folder.resolve("hosts"), hosts);
        Path log = folder.resolve("squid.log");
        Path leaves = folder.resolve("leaves");
        Command.of(SQUID_LEAVES, "-c", "-s", leaves.toString(), "-M", "4MB").seconds(folder, log);
        int port = Squid.freePort();
        Path settings = Files.writeString(folder.resolve("squid.conf"), """
            http_port 127.0.0.1:%d ssl-bump tls-cert=%s generate-host-certificates=on dynamic_cert_mem_cache_size=4MB
            sslcrtd_program %s -s %s -M 4MB
            %s
            tls_outgoing_options cafile=%s
            workers 1
            http_access allow all
            cache deny all
            hosts_file %s
            access_log stdio:%s
            cache_log %s
            pid_filename none
            pinger_enable off
            shutdown_lifetime 1 second
            """.formatted(port, ca, SQUID_LEAVES, leaves, siteFirst
                ? "acl greeting at_step SslBump1\nssl_bump peek greeting\nssl_bump bump all"
                : "ssl_bump bump all", root, hostsFile, folder.resolve("access.log"), log));
        return new Contender("squid-" + (elliptic ? "ec" : "rsa") + (siteFirst ? "-site-first" : ""),
                Squid.start(folder, settings, port, true), port, authority.getCertificate());
    }

    private static X509Bundle authority(boolean elliptic) throws IOException {
        try {
            CertificateBuilder builder = new CertificateBuilder().subject("CN=Squid of the benchmark")
                    .setIsCertificateAuthority(true).setKeyUsage(true, CertificateBuilder.KeyUsage.keyCertSign);
            return (elliptic ? builder.ecp256() : builder.rsa2048()).buildSelfSigned();
        } catch (Exception fault) {
            throw new IOException("no authority could be made for squid", fault);
        }
    }

    private static X509Certificate read(Path pem) throws IOException {
        String text = Files.readString(pem);
        try (var in = new java.io.ByteArrayInputStream(text.substring(text.indexOf("-----BEGIN CERTIFICATE"))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (CertificateException broken) {
            throw new IOException(pem + " holds no certificate", broken);
        }
    }

    /// CPU time so far, of the process and of all that it has started: user and system.
    double cpuSeconds() {
        try (Stream<ProcessHandle> helpers = process.descendants()) {
            return Stream.concat(Stream.of(process.toHandle()), helpers).mapToDouble(Contender::cpuSeconds).sum();
        }
    }

    /// CPU time so far of Java's compilers alone.
    double compilerSeconds() {
        double sum = 0;
        try (DirectoryStream<Path> threads = Files
                .newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads) {
                sum += Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre\\s*")
                        ? cpuSeconds(thread.resolve("stat"))
                        : 0;
            }
        } catch (IOException ended) {
            return sum;
        }
        return sum;
    }

    private static double cpuSeconds(ProcessHandle one) {
        return cpuSeconds(Path.of("/proc", Long.toString(one.pid()), "stat"));
    }

    private static double cpuSeconds(Path file) {
        try {
            String stat = Files.readString(file);
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return fields.subList(FIRST_TIME, FIRST_TIME + TIMES).stream().mapToDouble(Double::parseDouble).sum()
                    / TICKS;
        } catch (IOException ended) {
            return 0;
        }
    }

    @Override
    public void close() {
        try (Stream<ProcessHandle> helpers = process.descendants()) {
            List<ProcessHandle> started = helpers.toList();
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            started.forEach(ProcessHandle::destroy);
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
