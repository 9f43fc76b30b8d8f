package org.schoolgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever rules the machine can let the Head in again; the gateway is stopped for it, and the password works afterwards.
class LetInIT {

    private static final Pattern PASSWORD = Pattern.compile("One-time password for head: (\\S{23})");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @TempDir
    Path folder;

    @Test
    void theOnlyReaderOfRecordsGetsANewOneTimePassword() throws Exception {
        Path data = folder.resolve("var");
        Path cookies = folder.resolve("cookies");
        assertThat(letIn(data).text()).contains("nobody has an account yet");
        try (Product product = Product.start(data)) {
            assertThat(product.firstName()).isEqualTo("head");
            Curl.Result busy = letIn(data);
            assertThat(busy.exit()).isEqualTo(1);
            assertThat(busy.text()).contains("in use by another gateway");
        }
        assertThat(letIn(data, "somebody").text()).contains("nobody signs in as somebody");
        Curl.Result made = letIn(data);
        assertThat(made.exit()).isZero();
        Matcher password = PASSWORD.matcher(made.text());
        assertThat(password.find()).describedAs(made.text()).isTrue();
        // Where the password was never changed, a start makes another; so the store is asked what it knows of this one.
        try (Product product = Product.start(data)) {
            String page = Curl.run("-s", "-c", cookies.toString(), product.site() + "/sign-in").text();
            Matcher token = TOKEN.matcher(page);
            assertThat(token.find()).isTrue();
            String answer = Curl.run("-s", "-D", "-", "-b", cookies.toString(), "--data-urlencode",
                    "token=" + token.group(1), "-d", "name=head", "-d", "password=" + product.firstPassword(),
                    product.site() + "/sign-in").text();
            assertThat(answer).contains("HTTP/1.1 303", "Location: /password");
        }
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
