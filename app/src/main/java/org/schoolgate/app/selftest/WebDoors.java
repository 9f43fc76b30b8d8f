package org.schoolgate.app.selftest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.schoolgate.app.selftest.Door.Result;
import org.schoolgate.filters.request.OwnNames;

/// The ways out that are tried in plain HTTP.
///
/// @param way how the web is reached
record WebDoors(Way way, Outside outside) {

    /// Of these every policy closes the first three, and none should open the others to pupils.
    static final List<String> CLOSED = List.of("illegal", "extremism", "pornography", "proxies", "vpn", "doh");

    private static final String OPEN = OwnNames.UNLISTED.name();

    /// A question for the address of www.example.com.
    private static final String QUESTION = "/dns-query?dns=AAABAAABAAAAAAAAA3d3dwdleGFtcGxlA2NvbQAAAQAB";

    /// Where machines in a cloud tell their secrets; spelt in ways that programs read alike.
    private static final List<String> INSIDE = List.of("169.254.169.254", "[::ffff:169.254.169.254]", "2852039166");

    List<Door> all() {
        List<Door> doors = new ArrayList<>();
        for (String slug : CLOSED) {
            doors.add(new Door("http-" + slug, "a page in the category '" + slug + "', in plain HTTP",
                    "the gateway closes it", () -> closes(OwnNames.test(slug).name(), "/", "")));
        }
        String wrapped = Base64.getUrlEncoder().withoutPadding().encodeToString(
                ("http://" + OwnNames.test("pornography").name() + "/").getBytes(StandardCharsets.US_ASCII));
        doors.add(new Door("wrapped", "a closed address inside the address of a web proxy",
                "it is closed as the address inside is", () -> closes(OPEN, "/browse.php?u=" + wrapped, "")));
        doors.add(new Door("doh-by-shape", "a look-up of a name within a web request, at a site that no list holds",
                "the gateway closes it by its shape",
                () -> closes(OPEN, QUESTION, "Accept: application/dns-message\r\n")));
        for (String address : INSIDE) {
            doors.add(new Door("inside-" + address, "the address " + address + ", which is inside this network",
                    "the gateway does not go there", () -> staysOut(address)));
        }
        doors.add(new Door("alt-svc", "whether sites may offer HTTP/3, which passes the gateway by",
                "the offer is taken out", this::offers));
        return doors;
    }

    private Result closes(String host, String path, String more) throws IOException {
        Optional<Talk> http = way.http();
        if (http.isEmpty()) {
            return noOutside();
        }
        try (Talk talk = http.get()) {
            return judged(talk.get(host, path, more), host, way);
        }
    }

    /// What an answer about a name that is to be closed means.
    static Result judged(Said said, String host, Way way) {
        if (said.isClosed()) {
            return Result.shut("closed by the gateway");
        }
        if (said.refusal().filter("dns_error"::equals).isPresent()) {
            return Result.leak("the gateway would open it",
                    "See why: schoolgate explain http://" + host + "/ --client ADDRESS, with this device's address.");
        }
        if (said.refusal().isEmpty() && (said.status() < 400 || way instanceof Way.Direct)) {
            return Result.leak("somebody else than the gateway answered, with status " + said.status(),
                    "See that this device's traffic goes through the gateway (docs/interception.md).");
        }
        return Result.unclear(said.text(), "");
    }

    private Result staysOut(String address) throws IOException {
        if (!(way instanceof Way.Proxy)) {
            return Result.notTried("this is for the proxy alone");
        }
        try (Talk talk = way.http().orElseThrow()) {
            Said said = talk.get(address, "/", "");
            if (said.status() == 400 || said.isClosed()
                    || said.refusal().filter("destination_ip_prohibited"::equals).isPresent()) {
                return Result.shut(said.text());
            }
            return said.refusal().filter("dns_error"::equals).isPresent()
                    ? Result.shut("it is taken for a name, and there is none")
                    : Result.leak(said.text(),
                            "Take link-local addresses out of proxy.allowed-destinations in schoolgate.yaml.");
        }
    }

    private Result offers() throws IOException {
        if (outside.openPage().isEmpty()) {
            return Result.notTried("name a page that the policy opens and that offers HTTP/3: --open-page");
        }
        Optional<Talk> http = way.http();
        if (http.isEmpty()) {
            return noOutside();
        }
        try (Talk talk = http.get()) {
            Said said = talk.get(outside.openPage().get().authority(), outside.openPage().get().path().text(), "");
            if (said.headers().containsKey("alt-svc")) {
                return Result.leak("the offer came through: " + said.headers().get("alt-svc"),
                        "See that this traffic goes through the gateway, and that UDP 443 is rejected.");
            }
            return said.status() < 400
                    ? Result.shut("no offer came, which says something only if the site makes one")
                    : Result.unclear(said.text(), "Name a page that opens.");
        }
    }

    static Result noOutside() {
        return Result.notTried("name a machine on the internet to connect to: --outside");
    }
}
