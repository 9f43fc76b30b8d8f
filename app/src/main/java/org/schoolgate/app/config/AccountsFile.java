package org.schoolgate.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.schoolgate.filters.request.HostName;

/// What `identity: school-account` in `schoolgate.yaml` may say: with what accounts people sign in on the gateway's own page.
final class AccountsFile {

    private static final Key<String> CALLED = Key.required("called", Shapes.text(40), "Microsoft",
            "How the page calls the provider.");
    private static final Key<URI> ISSUER = Key.required("issuer", ChannelsFile.SAFE_URL,
            "https://login.microsoftonline.com/TENANT/v2.0",
            "The provider, as its own description names it. Microsoft's has the number of the school's tenant in it; Google's is"
                    + " https://accounts.google.com.");
    private static final Key<String> CLIENT = Key.required("client-id", Shapes.text(200), "1234.apps.example",
            "What the provider calls the gateway.");
    private static final Key<String> SECRET = Key.required("secret-file", Shapes.text(500),
            "/etc/schoolgate/sign-in.secret",
            "A file whose first line is the secret that the provider gave. A relative path starts at the configuration's"
                    + " folder.");
    private static final Key<HostName> DOMAIN = Key.optional("hosted-domain", Written.HOST_NAME,
            "people are known by the name that they sign in with there, which has to end in one of 'domains'",
            "school.example",
            "For Google: the school's domain there. Accounts of other domains and private ones are nobody's, and people are known"
                    + " by their address, which has to end in one of 'domains'.");
    private static final Key<URI> BACK = Key.standard("back", ChannelsFile.SAFE_URL,
            "https://schoolgate.internal/sign-in/school/back", "https://www.school.example/gateway",
            "Where the provider sends browsers back to; it has to know the address. Google takes none that ends in .internal: name"
                    + " one of the school's own site, which sends browsers on to https://schoolgate.internal/sign-in/school/back with"
                    + " all that stands behind the question mark.");
    private static final Keys KEYS = new Keys("a school account", CALLED, ISSUER, CLIENT, SECRET, DOMAIN, BACK);

    static final Key<Fields> KEY = Key.optional("school-account", KEYS, "passwords alone are taken there", "",
            "With what accounts people can sign in on the gateway's own page ('page'), beside a password (OpenID Connect). The"
                    + " provider's sign-in has to be open to strangers; docs/identity-network.md tells how.");

    private AccountsFile() {}

    /// Reads what the section says; what is wrong is noted, and then the result must not be used.
    ///
    /// @param page whether there is a page
    /// @param domains whether the school has named any of its own
    static Optional<AddressSettings.Accounts> read(Fields accounts, Value place, boolean page, boolean domains,
            Path folder) {
        if (!page) {
            place.remark("there is no page to sign in on", "add 'page: true'");
        }
        if (!domains) {
            place.wrong("nobody could sign in, as no account would be the school's",
                    "name the domains of the school's accounts under 'domains'");
        }
        accounts.get(ISSUER).ifPresent(issuer -> {
            String text = issuer.toString().toLowerCase(Locale.ROOT);
            if (text.startsWith("https://accounts.google.com") && accounts.get(DOMAIN).isEmpty()) {
                accounts.place(ISSUER).wrong("anybody has an account there",
                        "add 'hosted-domain', the school's own domain");
            }
            if (text.matches("https://login\\.microsoftonline\\.com/(common|organizations|consumers)(/.*)?")) {
                accounts.place(ISSUER).wrong("anybody has an account there",
                        "write the number of the school's tenant in the place of that word");
            }
        });
        return accounts.get(CALLED).flatMap(called -> accounts.get(ISSUER)
                .flatMap(issuer -> accounts.get(CLIENT).flatMap(client -> accounts.get(SECRET)
                        .flatMap(file -> ChannelsFile.path(file, folder, accounts.place(SECRET)))
                        .map(file -> new AddressSettings.Accounts(called, issuer, client, file,
                                accounts.get(DOMAIN).map(HostName::name), accounts.or(BACK))))));
    }
}
