package org.schoolgate.app.cli;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.schoolgate.blocklists.digest.Digesting;
import org.schoolgate.blocklists.digest.Forms;
import org.schoolgate.filters.request.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What a list of digests is asked for an address. It asks no list, and tells nothing of what is in one.
@Command(
        name = "digests",
        description = "Tell of which spellings of an address lists of digests are asked, and the digest of each: to hold against what a"
                + " publisher's paper says of an address that is listed for tests.")
final class ListsDigests implements Callable<Integer> {

    @Mixin
    private final Output output = new Output();

    @Parameters(paramLabel = "ADDRESS", description = "A site or a page, as in https://www.example.org/page?id=1.")
    private String address = "";

    @Option(
            names = "--of",
            paramLabel = "HOW",
            defaultValue = "sha256 of pages",
            description = "How the digests are made, as in 'sha1 of hosts'. Without it: ${DEFAULT-VALUE}.")
    private String how = "";

    static Digesting read(String how) {
        return Digesting.parse(how).orElseThrow(
                () -> new Failure("'" + how + "' says nothing about digests; write " + Digesting.WRITTEN));
    }

    @Override
    public Integer call() {
        Digesting digesting = read(how);
        Target page = Target.Page.typed(address)
                .orElseThrow(() -> new Failure("'" + address + "' is no address of a site or a page"));
        List<Forms.Spelling> spellings = Forms.of(page, digesting.form());
        if (output.isJson()) {
            output.json(Map.of("how", digesting.toString(), "spellings", spellings.stream()
                    .map(each -> Map.of("spelling", each.text(), "digest", hex(digesting, each))).toList()));
            return ExitCode.OK;
        }
        spellings.forEach(each -> output.out().println(hex(digesting, each) + "  " + each.text()));
        return ExitCode.OK;
    }

    private static String hex(Digesting digesting, Forms.Spelling spelling) {
        return HexFormat.of().formatHex(digesting.of(spelling.text()));
    }
}
