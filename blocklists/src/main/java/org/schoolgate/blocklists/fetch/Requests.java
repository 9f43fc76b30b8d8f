package org.schoolgate.blocklists.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/// Asks one source's publisher. Redirects are followed a few times, never from https to http, and never to where [Destinations] has
/// closed. The caller waits.
final class Requests implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int HOPS = 5;

    private final SourceSettings settings;
    private final Optional<Credentials> credentials;
    private final Deadline deadline;
    private final HttpClient client;

    /// @param trust which certificates are good where the source names no authority of its own; empty for those that Java trusts
    Requests(SourceSettings settings, Optional<SSLContext> trust, Deadline deadline) throws FetchException {
        this.settings = settings;
        this.deadline = deadline;
        this.credentials = settings.reach().credentials().isPresent()
                ? Optional.of(Credentials.read(settings.reach().credentials().get()))
                : Optional.empty();
        HttpClient.Builder builder = HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NEVER)
                .connectTimeout(CONNECT)
                .proxy(settings.reach().proxy()
                        .map(proxy -> ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port())))
                        .orElse(HttpClient.Builder.NO_PROXY));
        Optional<SSLContext> trusted = settings.reach().authority().isPresent()
                ? Optional.of(Authority.trusting(settings.reach().authority().get()))
                : trust;
        trusted.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /// The answer at the end of all redirects, whatever its status. Whoever gets it closes its body.
    HttpResponse<InputStream> get(URI first, Map<String, String> headers) throws FetchException, IOException {
        URI at = first;
        Destinations destinations = new Destinations(main().orElse(first), first, settings.reach());
        for (int hop = 0; hop <= HOPS; hop++) {
            destinations.check(at);
            HttpResponse<InputStream> response = send(at, headers, destinations);
            if (!isRedirect(response.statusCode())) {
                return response;
            }
            response.body().close();
            at = next(at, response);
        }
        throw new FetchException("the publisher leads on and on, more than " + HOPS + " times; is the address right?");
    }

    /// The address of the list, beside which checksums and signatures lie; empty where the list lies on this machine.
    private Optional<URI> main() {
        return settings.from().flatMap(
                from -> from instanceof Where.Web(URI address) ? Optional.of(address) : Optional.empty());
    }

    private HttpResponse<InputStream> send(URI to, Map<String, String> headers, Destinations destinations)
            throws FetchException, IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(to).timeout(wait(deadline)).header("User-Agent",
                "Schoolgate");
        headers.forEach(request::header);
        if (credentials.isPresent()) {
            if (destinations.mayKnowSecrets(to)) {
                request.header(credentials.get().header(), credentials.get().value());
            } else if (main().filter(to::equals).isPresent()) {
                throw new FetchException("what a member shows to the publisher would go over the wire in clear;"
                        + " the address must begin with https");
            }
        }
        try {
            return client.send(request.GET().build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new FetchException("the gateway was stopped", stop);
        } catch (HttpTimeoutException late) {
            throw new FetchException(to.getHost() + " did not answer in time", late);
        } catch (SSLException distrust) {
            throw new FetchException("the connection to " + to.getHost() + " is not one to be trusted: "
                    + Authority.words(distrust, settings.reach().authority()), distrust);
        } catch (ConnectException none) {
            throw new FetchException(settings.reach().proxy().map(proxy -> "the proxy " + proxy).orElse(to.getHost())
                    + " cannot be reached", none);
        }
    }

    private static Duration wait(Deadline deadline) {
        Duration left = deadline.left().plusMillis(1);
        return left.compareTo(ANSWER) < 0 ? left : ANSWER;
    }

    private static URI next(URI at, HttpResponse<InputStream> response) throws FetchException {
        String location = response.headers().firstValue("Location").orElse("");
        Optional<Where> next;
        try {
            next = Where.parse(at.resolve(location).toString());
        } catch (IllegalArgumentException none) {
            next = Optional.empty();
        }
        if (location.isEmpty() || !(next.orElse(null) instanceof Where.Web(URI to))) {
            throw new FetchException("the publisher leads on to what is no address of the web");
        }
        if ("https".equalsIgnoreCase(at.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
            throw new FetchException("the publisher leads from https to http, where anybody on the way could change the"
                    + " list; it was not followed");
        }
        return to;
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /// Ends whatever runs.
    @Override
    public void close() {
        client.shutdownNow();
    }
}
