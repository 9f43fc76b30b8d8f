package org.schoolgate.review.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A browser of few words: keeps cookies, follows nothing, and fills in the token that stands in a page's forms.
final class TestBrowser implements AutoCloseable {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    private final TestSite home;
    private final URI site;
    private final HttpClient http = HttpClient.newHttpClient();
    final Map<String, String> cookies = new LinkedHashMap<>();

    TestBrowser(TestSite home) {
        this(home, home.address());
    }

    /// @param site under which of its names it is reached
    TestBrowser(TestSite home, URI site) {
        this.home = home;
        this.site = site;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(site.resolve(path)).GET());
    }

    HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(site.resolve(path)).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    /// Sends a form with the token of the page it stands on.
    HttpResponse<String> post(String path, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token(get(page).body()));
        return submit(path, all, Map.of());
    }

    /// Sends a form with the token of the page it stands on, and takes the file that it is answered with.
    byte[] take(String path, String page, Map<String, String> fields) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token(get(page).body()));
        HttpRequest.Builder request = form(path, all);
        request.header("Cookie", cookies());
        HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /// Sends a form as it is given.
    HttpResponse<String> submit(String path, Map<String, String> fields, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = form(path, fields);
        headers.forEach(request::header);
        return send(request);
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(site.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /// Signs in, with a code where one is asked for.
    HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/sign-in", "/sign-in", Map.of("name", name, "password", password));
        return answer.headers().firstValue("Location").orElse("").equals("/sign-in/code")
                ? post("/sign-in/code", "/sign-in/code", Map.of("code", home.code(name)))
                : answer;
    }

    /// The bytes of a file that a page gives.
    byte[] bytes(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(HttpRequest.newBuilder(site.resolve(path)).header("Cookie", cookies())
                .GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answered " + answer.statusCode());
        }
        return answer.body();
    }

    /// Sends a form that may be long, in parts, with the token of the page it stands on.
    HttpResponse<String> multipart(String path, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("token", token(get(page).body()));
        String body = all.entrySet().stream().map(field -> "--edge\r\nContent-Disposition: form-data; name=\""
                + field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n").collect(Collectors.joining())
                + "--edge--\r\n";
        return send(HttpRequest.newBuilder(site.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// Sends a file with the token of the page its form stands on.
    HttpResponse<String> upload(String path, String page, String name, byte[] content)
            throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n" + token(get(page).body())
                + "\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                + name.replace("\\", "\\\\").replace("\"", "%22") + "\"\r\nContent-Type: text/html\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(HttpRequest.newBuilder(site.resolve(path))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    static String token(String page) {
        Matcher token = TOKEN.matcher(page);
        return token.find() ? token.group(1) : "";
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies());
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        for (String cookie : response.headers().allValues("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(name.length() + 1));
            }
        }
        return response;
    }

    private String cookies() {
        return cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        http.close();
    }
}
