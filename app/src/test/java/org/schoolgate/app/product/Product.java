package org.schoolgate.app.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The product, started as a process of its own with the very arguments that a person gives, on free ports.
final class Product implements AutoCloseable {

    private final Process process;
    @SuppressWarnings("JdkObsolete") // one thread writes, others read
    private final StringBuffer output = new StringBuffer();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Thread reader;

    private Product(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().daemon().start(this::read);
    }

    /// Starts `run` and waits until it says that it is ready.
    static Product start(Path data, String... more) throws IOException, InterruptedException {
        return start(List.of(), data, more);
    }

    /// @param before what the command line begins with, such as the machine to run it on
    static Product start(List<String> before, Path data, String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("run", "--data", data.toString(), "--proxy-port", "0",
                "--web-port", "0", "--health-port", "0"));
        arguments.addAll(List.of(more));
        Product product = new Product(launch(before, arguments));
        if (!product.ready.await(60, TimeUnit.SECONDS) || !product.output.toString().contains("is ready")) {
            product.process.destroyForcibly();
            throw new IOException("the product did not get ready:\n" + product.output);
        }
        return product;
    }

    /// Runs one command to its end.
    static Curl.Result command(String... arguments) throws IOException, InterruptedException {
        return command(List.of(), arguments);
    }

    /// @param before what the command line begins with
    static Curl.Result command(List<String> before, String... arguments) throws IOException, InterruptedException {
        Process process = launch(before, List.of(arguments));
        process.getOutputStream().close();
        byte[] out = process.getInputStream().readAllBytes();
        process.waitFor();
        return new Curl.Result(process.exitValue(), out, "");
    }

    /// Runs one command to its end, with something to read.
    static Curl.Result commandTold(String input, String... arguments) throws IOException, InterruptedException {
        Process process = launch(List.of(), List.of(arguments));
        try (OutputStream told = process.getOutputStream()) {
            told.write(input.getBytes(StandardCharsets.UTF_8));
        }
        byte[] out = process.getInputStream().readAllBytes();
        process.waitFor();
        return new Curl.Result(process.exitValue(), out, "");
    }

    private static Process launch(List<String> before, List<String> arguments) throws IOException {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED",
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+ExitOnOutOfMemoryError",
                "-Dio.netty.leakDetection.level=" + System.getProperty("io.netty.leakDetection.level", "simple"),
                "-Dschoolgate.home=" + Path.of("").toAbsolutePath(), "-cp", path, "org.schoolgate.app.Schoolgate"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return builder.start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                if (line.startsWith("Stop it:")) {
                    ready.countDown();
                }
            }
        } catch (IOException ended) {
            output.append(ended.getMessage());
        }
        ready.countDown();
    }

    /// All it has printed so far.
    String output() {
        return output.toString();
    }

    long pid() {
        return process.pid();
    }

    /// `host:port` of the proxy.
    String proxy() {
        return printed("Proxy +(\\S+)");
    }

    int proxyPort() {
        return URI.create("http://" + proxy()).getPort();
    }

    String site() {
        String site = printed("Review site +(\\S+)");
        return site.endsWith("/") ? site.substring(0, site.length() - 1) : site;
    }

    String health() {
        return printed("Health +(http://[^/]+)");
    }

    String firstName() {
        return printed("First sign-in +name (\\S+),");
    }

    String firstPassword() {
        return printed("one-time password (\\S+)");
    }

    private String printed(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output);
        if (!matcher.find()) {
            throw new IllegalStateException("nothing like '" + pattern + "' was printed:\n" + output);
        }
        return matcher.group(1);
    }

    /// Has its garbage collected, so that what is measured next is in use.
    void collectGarbage() throws IOException, InterruptedException {
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()), "GC.run").redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                .waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /// Waits for the end and gives the exit code.
    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("the product did not end:\n" + output);
        }
        reader.join();
        return process.exitValue();
    }

    /// What the health listener answers at a path.
    String scrape(String path) throws IOException, InterruptedException {
        return Curl.run(health() + path).text();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// A folder with the example policy, and settings that ask `names` and let tunnels go to these ports too.
    static Path configuration(Path folder, NameServer names, Integer... tunnelPorts) throws IOException {
        Path example = Path.of(System.getProperty("schoolgate.root")).resolve("deploy/example");
        Files.createDirectories(folder);
        Files.copy(example.resolve("policy.yaml"), folder.resolve("policy.yaml"));
        List<Integer> ports = new ArrayList<>(List.of(tunnelPorts));
        ports.add(443);
        Files.writeString(folder.resolve("schoolgate.yaml"),
                "proxy:\n  name-servers: [\"127.0.0.1:" + names.port() + "\"]\n  connect-ports: " + ports + "\n");
        return folder;
    }
}
