package org.schoolgate.app.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// curl, run as a person would run it.
final class Curl {

    /// How curl ended.
    ///
    /// @param exit its exit code
    /// @param body what it wrote to standard output
    /// @param errors what it wrote to standard error
    @SuppressWarnings("ArrayRecordComponent") // never compared, never a key
    record Result(int exit, byte[] body, String errors) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private Curl() {}

    static Result run(String... arguments) throws IOException, InterruptedException {
        return run(List.of(), arguments);
    }

    /// @param before what the command line begins with, such as the machine to run it on
    static Result run(List<String> before, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("curl", "-sS", "--max-time", "60"));
        command.addAll(List.of(arguments));
        return end(command);
    }

    /// Runs any command to its end.
    static Result end(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        process.getOutputStream().close();
        StringBuilder errors = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                errors.append(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException ended) {
                errors.append(ended.getMessage());
            }
        });
        byte[] body = process.getInputStream().readAllBytes();
        if (!process.waitFor(70, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("this did not end: " + command);
        }
        reader.join();
        return new Result(process.exitValue(), body, errors.toString());
    }
}
