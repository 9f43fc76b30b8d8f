package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever rules the machine can let the Head in again; the gateway is stopped for it, and the password works afterwards.
class LetInIT {

    private static final Pattern PASSWORD = Pattern.compile("One-time password for head: (\\S{23})");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private static final String CHOSEN = "four otters juggle quietly";

    @TempDir
    Path folder;

    @Test
    void theOnlyReaderOfRecordsGetsANewOneTimePassword() throws Exception {
        Path data = folder.resolve("var");
        assertThat(letIn(data).text()).contains("nobody has an account yet");
        try (Product product = Product.start(data)) {
            assertThat(product.firstName()).isEqualTo("head");
            String once = product.firstPassword();
            assertThat(form(product, "/sign-in", "name=head", "password=" + once)).contains("Location: /password");
            assertThat(form(product, "/password", "now=" + once, "new=" + CHOSEN, "again=" + CHOSEN))
                    .contains("Location: /");
            assertThat(form(product, "/second-factor", "code=0")).contains("HTTP/1.1 403");
            Curl.Result busy = letIn(data);
            assertThat(busy.exit()).isEqualTo(1);
            assertThat(busy.text()).contains("in use by another gateway");
        }
        assertThat(letIn(data, "somebody").text()).contains("nobody signs in as somebody");
        Curl.Result made = letIn(data);
        assertThat(made.exit()).isZero();
        Matcher password = PASSWORD.matcher(made.text());
        assertThat(password.find()).describedAs(made.text()).isTrue();
        Files.delete(folder.resolve("cookies"));
        try (Product product = Product.start(data)) {
            assertThat(product.output()).describedAs("it was let in; no start makes another password")
                    .doesNotContain("First sign-in");
            assertThat(form(product, "/sign-in", "name=head", "password=" + CHOSEN)).contains("HTTP/1.1 403");
            assertThat(form(product, "/sign-in", "name=head", "password=" + password.group(1)))
                    .contains("Location: /password");
        }
    }

    /// Sends the form of a page with its token, and gives the head of the answer.
    private String form(Product product, String path, String... fields) throws Exception {
        String cookies = folder.resolve("cookies").toString();
        String page = Curl.run("-b", cookies, "-c", cookies, product.site() + path).text();
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).describedAs(page).isTrue();
        List<String> arguments = new ArrayList<>(
                List.of("-D", "-", "-b", cookies, "-c", cookies, "--data-urlencode", "token=" + token.group(1)));
        for (String field : fields) {
            arguments.addAll(List.of("--data-urlencode", field));
        }
        arguments.add(product.site() + path);
        return Curl.run(arguments.toArray(String[]::new)).text();
    }

    private static Curl.Result letIn(Path data, String... name) throws Exception {
        String[] arguments = new String[3 + name.length];
        arguments[0] = "let-in";
        System.arraycopy(name, 0, arguments, 1, name.length);
        arguments[1 + name.length] = "--data";
        arguments[2 + name.length] = data.toString();
        return Product.command(arguments);
    }
}
