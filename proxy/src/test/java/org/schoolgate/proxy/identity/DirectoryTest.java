package org.schoolgate.proxy.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.schoolgate.filters.request.Person;
import org.schoolgate.proxy.identity.DirectorySettings.Encryption;
import org.schoolgate.proxy.identity.DirectorySettings.Nesting;

/// What the gateway asks a real directory.
class DirectoryTest {

    private final AtomicLong nanos = new AtomicLong();
    private SchoolDirectory school;

    @BeforeEach
    void start() throws Exception {
        school = new SchoolDirectory();
    }

    @AfterEach
    void stop() {
        school.close();
    }

    private Directory directory(Encryption encryption, Nesting nesting) {
        return Directory.open(school.settings(encryption, nesting), nanos::get);
    }

    private Directory withServers(DirectorySettings like, SSLContext trust, DirectorySettings.Server... servers) {
        return Directory.open(new DirectorySettings(List.of(servers), like.encryption(), trust, like.user(),
                like.password(), like.people(), like.account(), like.groups(), like.nesting(), like.timeout()),
                nanos::get);
    }

    private static Person person(String name) {
        return Person.of(name).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void aPasswordIsRightOrWrongHoweverTheWayIsEncrypted(Encryption encryption) throws Exception {
        try (Directory directory = directory(encryption, Nesting.MEMBER)) {
            assertThat(directory.check("rao", "chalk and talk")).map(Registered::person).contains(person("rao"));
            assertThat(directory.check("rao", "sixes and sevens")).isEmpty();
            assertThat(directory.check("somebody", "chalk and talk")).isEmpty();
            assertThat(directory.check("okafor", "sixes and sevens")).isPresent();
        }
    }

    @Test
    void thePersonIsCalledAsTheDirectoryCallsThem() throws Exception {
        try (Directory directory = directory(Encryption.NONE, Nesting.MEMBER)) {
            assertThat(directory.check("RAO", "chalk and talk")).map(Registered::person).contains(person("rao"));
            assertThat(directory.check("andré", "crème brûlée")).map(Registered::person).contains(person("andré"));
        }
    }

    @Test
    void anEmptyPasswordIsNeverTried() throws Exception {
        try (Directory directory = directory(Encryption.NONE, Nesting.MEMBER)) {
            assertThat(directory.check("rao", "")).isEmpty();
            assertThat(school.binds).hasValue(0);
        }
    }

    @Test
    void aNameIsNoFilter() throws Exception {
        try (Directory directory = directory(Encryption.NONE, Nesting.MEMBER)) {
            for (String name : List.of("*", "ra*", "rao)(uid=*", "rao)(|(uid=*", "rao\\", "rao,ou=people")) {
                assertThat(directory.check(name, "chalk and talk")).as(name).isEmpty();
            }
        }
    }

    @Test
    void aNameThatTwoPeopleHaveIsNobodys() throws Exception {
        try (Directory directory = directory(Encryption.NONE, Nesting.MEMBER)) {
            assertThat(directory.check("rao", "chalk and talk")).isPresent();
            school.twin("rao", "another");
            assertThat(directory.check("rao", "chalk and talk")).isEmpty();
            assertThat(directory.check("rao", "another")).isEmpty();
            assertThat(directory.find(person("rao"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void groupsWithinGroupsAreFoundAndCirclesAreWalkedOnce(Nesting nesting) throws Exception {
        try (Directory directory = directory(Encryption.NONE, nesting)) {
            Registered okafor = directory.check("okafor", "sixes and sevens").orElseThrow();
            assertThat(okafor.memberships()).containsExactlyInAnyOrder("teachers", "safeguarding", "staff", "everyone",
                    "cn=teachers,ou=groups,dc=school,dc=example", "cn=safeguarding,ou=groups,dc=school,dc=example",
                    "cn=staff,ou=groups,dc=school,dc=example", "cn=everyone,ou=groups,dc=school,dc=example");
            assertThat(directory.find(person("andré")).orElseThrow().memberships()).contains("kitchen", "staff")
                    .doesNotContain("teachers");
            // Those who are in 'everyone' are in 'Staff', too: it says so itself.
            assertThat(directory.find(person("lucy")).orElseThrow().memberships()).contains("year7", "everyone");
            assertThat(directory.find(person("nobody")).orElseThrow().memberships()).isEmpty();
            assertThat(directory.find(person("somebody"))).isEmpty();
        }
    }

    @Test
    void aServerThatCannotProveItsNameIsNotAsked() throws Exception {
        X509Bundle other = SchoolDirectory.certificate("dc1.other.example");
        try (SchoolDirectory elsewhere = new SchoolDirectory(other)) {
            for (Encryption encryption : List.of(Encryption.LDAPS, Encryption.STARTTLS)) {
                DirectorySettings settings = school.settings(encryption, Nesting.MEMBER);
                try (Directory untrusted = withServers(settings,
                        SchoolDirectory.trusting(SchoolDirectory.certificate("localhost")),
                        new DirectorySettings.Server("localhost", school.port(encryption)));
                        Directory otherName = withServers(settings, SchoolDirectory.trusting(other),
                                new DirectorySettings.Server("localhost", elsewhere.port(encryption)))) {
                    for (Directory one : List.of(untrusted, otherName)) {
                        assertThatThrownBy(() -> one.check("rao", "chalk and talk"))
                                .isInstanceOf(DirectoryAwayException.class);
                        assertThat(one.isAway()).isTrue();
                    }
                }
            }
            assertThat(elsewhere.searches).hasValue(0);
        }
        assertThat(school.searches).hasValue(0);
        assertThat(school.binds).hasValue(0);
    }

    @Test
    void theNextServerIsAskedWhereOneIsDown() throws Exception {
        int shut;
        try (ServerSocket none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            shut = none.getLocalPort();
        }
        try (Directory directory = withServers(school.settings(Encryption.LDAPS, Nesting.MEMBER),
                SchoolDirectory.trust(), new DirectorySettings.Server("localhost", shut),
                new DirectorySettings.Server("localhost", school.port(Encryption.LDAPS)))) {
            assertThat(directory.check("rao", "chalk and talk")).isPresent();
            assertThat(directory.isAway()).isFalse();
        }
    }

    @Test
    void aDirectoryThatIsDownSaysNothingAndIsLeftAloneForAMoment() throws Exception {
        try (Directory directory = directory(Encryption.LDAPS, Nesting.MEMBER)) {
            assertThat(directory.check("rao", "chalk and talk")).isPresent();
            int port = school.port(Encryption.LDAPS);
            school.stop();
            assertThatThrownBy(() -> directory.check("rao", "chalk and talk"))
                    .isInstanceOf(DirectoryAwayException.class);
            assertThat(directory.isAway()).isTrue();
            assertThat(directory.isPaused()).isTrue();
            long asked = directory.asked();
            assertThatThrownBy(() -> directory.check("rao", "chalk and talk"))
                    .isInstanceOf(DirectoryAwayException.class);
            assertThat(directory.asked()).isEqualTo(asked);
            school.startAgain();
            assertThat(school.port(Encryption.LDAPS)).isEqualTo(port);
            nanos.addAndGet(Directory.PAUSE.toNanos() + 1);
            assertThat(directory.check("rao", "chalk and talk")).isPresent();
            assertThat(directory.check("rao", "wrong")).isEmpty();
            assertThat(directory.isAway()).isFalse();
        }
    }

    @Test
    void aServerThatTakesTheConnectionAndSaysNothingIsNotAwaitedForLong() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Directory directory = withServers(school.settings(Encryption.NONE, Nesting.MEMBER),
                        SchoolDirectory.trust(),
                        new DirectorySettings.Server("localhost", silent.getLocalPort()))) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> directory.check("rao", "chalk and talk"))
                    .isInstanceOf(DirectoryAwayException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void aDirectoryThatDoesNotTakeTheGatewaysOwnPasswordNamesNobody() throws Exception {
        DirectorySettings like = school.settings(Encryption.NONE, Nesting.MEMBER);
        try (Directory directory = Directory.open(new DirectorySettings(like.servers(), like.encryption(),
                like.trust(), like.user(), "not the gateway's", like.people(), like.account(), like.groups(),
                like.nesting(), like.timeout()), nanos::get)) {
            assertThatThrownBy(() -> directory.check("rao", "chalk and talk"))
                    .isInstanceOf(DirectoryAwayException.class);
        }
    }
}
