package org.schoolgate.review.alert;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.schoolgate.review.store.Channel;
import org.schoolgate.review.store.Outbox;

/// Hands messages to a program of the school's, by POST of JSON. A call takes ten seconds at most. Redirects are not followed,
/// and whatever is answered is not kept.
///
/// Each request carries the message's id, the time, and a signature over both and the body, so that the other side can tell that
/// it comes from here, that it is fresh, and that it did not come before:
/// `HMAC-SHA256(secret, id + "." + seconds since 1970 + "." + body)`.
final class Webhook implements Carrier {

    static final String ID = "Schoolgate-Id";
    static final String TIME = "Schoolgate-Timestamp";
    static final String SIGNATURE = "Schoolgate-Signature";

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private static final String LATE = "it did not answer within " + WHOLE.toSeconds() + " seconds";

    private final WebhookSettings settings;
    private final InstantSource clock;
    private final HttpClient client;

    Webhook(WebhookSettings settings, SSLContext trust, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER).proxy(HttpClient.Builder.NO_PROXY).sslContext(trust)
                .build();
    }

    @Override
    public Channel channel() {
        return Channel.WEBHOOK;
    }

    @Override
    public void carry(Outbox.Waiting waiting) throws IOException {
        String id = Long.toString(waiting.id());
        String time = Long.toString(clock.instant().getEpochSecond());
        String body = waiting.message().body();
        HttpRequest request = HttpRequest.newBuilder(settings.address())
                .timeout(WHOLE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "Schoolgate")
                .header(ID, id).header(TIME, time)
                .header(SIGNATURE, "v1=" + signature(settings.secret(), id, time, body))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        int status = answer(client.sendAsync(request, HttpResponse.BodyHandlers.discarding()));
        if (status < 200 || status > 299) {
            throw new IOException("it answered " + status + (status >= 300 && status < 400
                    ? ", which leads elsewhere; write the address that it leads to"
                    : ""));
        }
    }

    private static int answer(CompletableFuture<HttpResponse<Void>> asked) throws IOException {
        try {
            return asked.get(WHOLE.toSeconds(), TimeUnit.SECONDS).statusCode();
        } catch (TimeoutException late) {
            throw new IOException(LATE);
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case HttpTimeoutException late -> new IOException(LATE);
                case ConnectException none -> new IOException("nothing answers at its address");
                case IOException cause -> cause;
                case null, default -> new IOException(failed);
            };
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("the gateway was stopped", stop);
        } finally {
            asked.cancel(true);
        }
    }

    static String signature(String secret, String id, String time, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((id + "." + time + "." + body)
                    .getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has HMAC-SHA256", missing);
        }
    }
}
