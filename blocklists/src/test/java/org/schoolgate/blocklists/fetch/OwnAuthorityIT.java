package org.schoolgate.blocklists.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A school's own server of lists, whose certificate comes from an authority of the school's: nginx on the loopback, with a chain of
/// three certificates.
class OwnAuthorityIT {

    @TempDir
    Path folder;
    private Nginx nginx;
    private TestLists lists = new TestLists(Path.of(""));

    @BeforeEach
    void aMirror() throws Exception {
        nginx = new Nginx(Files.createDirectory(folder.resolve("nginx")), "200k");
        lists = new TestLists(folder.resolve("lists"));
        Files.writeString(nginx.www().resolve("list.txt"), "fetched.example\n");
    }

    @AfterEach
    void isGone() {
        nginx.close();
    }

    private void from(String address, String... more) throws Exception {
        String[] all = new String[more.length + 2];
        all[0] = "category";
        all[1] = "games";
        System.arraycopy(more, 0, all, 2, more.length);
        lists.put("games", address, all);
    }

    @Test
    void withItsAuthorityTheListIsFetched() throws Exception {
        from(nginx.secure() + "/list.txt", "authority", nginx.authority().toString());
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
        assertThat(lists.entries()).isEqualTo(1);
    }

    @Test
    void withoutItTheRefusalSaysWhatToDo() throws Exception {
        from(nginx.secure() + "/list.txt");
        assertThat(lists.failure("games")).contains("the connection to 127.0.0.1 is not one to be trusted",
                "name the file with its authority's certificate: authority FILE");
        assertThat(lists.entries()).isZero();
    }

    @Test
    void theAuthorityOfAnotherDoesNotCount() throws Exception {
        try (Nginx other = new Nginx(Files.createDirectory(folder.resolve("other")), "200k")) {
            from(nginx.secure() + "/list.txt", "authority", other.authority().toString());
            assertThat(lists.failure("games")).contains("neither from a public authority nor from the one in "
                    + other.authority(), "is it the right file");
        }
    }

    @Test
    void whatItSignsForAnotherNameDoesNotCount() throws Exception {
        from(nginx.secure().replace("127.0.0.1", "127.0.0.2") + "/list.txt", "authority",
                nginx.authority().toString());
        assertThat(lists.failure("games")).contains("127.0.0.2");
        assertThat(lists.entries()).isZero();
    }

    @Test
    void aFileBesideTheSettingsMayBeNamedAlone() throws Exception {
        from(nginx.secure() + "/list.txt", "authority", "ours.pem");
        assertThat(lists.failure("games")).contains("the file with the authority", "games/ours.pem, cannot be read");
        Path file = Files.writeString(folder.resolve("lists/games/ours.pem"), "nothing\n");
        assertThat(lists.failure("games")).contains("ours.pem holds no certificate",
                "from -----BEGIN CERTIFICATE----- on");
        Files.copy(nginx.authority(), file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(lists.update("games")).isInstanceOf(SourceOutcome.Changed.class);
    }
}
