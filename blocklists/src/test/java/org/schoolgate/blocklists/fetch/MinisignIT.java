package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signatures as the real minisign makes them.
class MinisignIT {

    @TempDir
    Path folder;

    @Test
    void whatIsSignedIsKnownInBothWaysAndWhatIsChangedIsNot() throws Exception {
        MinisignKey key = MinisignKey.parse(Minisign.key(folder.resolve("key"))).orElseThrow();
        Path file = Files.writeString(folder.resolve("list"), "a.example\n");
        for (String[] way : new String[][]{{"-H"}, {"-l"}}) {
            Minisign.sign(folder.resolve("key"), file, way);
            String signature = Files.readString(folder.resolve("list.minisig"));
            assertThat(key.verify(file, signature)).as(way[0]).isEmpty();
            assertThat(key.verify(Files.writeString(folder.resolve("other"), "b.example\n"), signature)).as(way[0])
                    .contains("its signature does not fit: it is not what the publisher has signed");
            assertThat(key.verify(file, signature.replace("trusted comment: ", "trusted comment: not ")))
                    .as("the comment is signed, too").isPresent();
            assertThat(key.verify(file, signature.substring(0, signature.length() / 2))).isPresent();
        }
        assertThat(key.verify(file, "")).contains("its signature is not one of minisign's");
        assertThat(MinisignKey.parse("RWQ")).isEmpty();
        assertThat(MinisignKey.parse("not Base64!")).isEmpty();
    }
}
