package org.schoolgate.proxy.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.schoolgate.filters.decision.Demands;
import org.schoolgate.filters.request.HostName;

class StampsTest {

    private static final ASN1ObjectIdentifier EXTENSION = new ASN1ObjectIdentifier("1.3.6.1.4.1.11129.2.4.2");

    private static final Issuer PUBLIC = Issuer.root("Public");
    private static final Issuer SCHOOLS = Issuer.root("The school's");

    private final Revocation revocation = new Revocation(Revocation.Mode.OFF, Revocation::isPublic,
            InstantSource.system());
    private final Trust trust = new Trust(new Roots(List.of(Root.of(PUBLIC.certificate)), LocalDate.EPOCH, "test"),
            List.of(SCHOOLS.certificate), revocation, InstantSource.system());

    private static Issuer.Draft stamped(int count) {
        ByteBuffer list = ByteBuffer.allocate(2 + 12 * count).putShort((short) (12 * count));
        for (int i = 0; i < count; i++) {
            list.putShort((short) 10).put(new byte[10]);
        }
        return Issuer.draft("CN=x").site("open.test").with(EXTENSION, false, new DEROctetString(list.array()));
    }

    @Test
    @DisplayName("T52 a public certificate without two stamps is let through and counted; a school's own needs none")
    void withoutStampsIsCounted() throws Exception {
        assertThat(Stamps.count(stamped(3).by(PUBLIC).certificate)).isEqualTo(3);
        check(stamped(2).by(PUBLIC));
        assertThat(trust.unstamped()).isZero();
        check(stamped(1).by(PUBLIC));
        assertThat(trust.unstamped()).isEqualTo(1);
        check(PUBLIC.leaf("open.test"));
        assertThat(trust.unstamped()).isEqualTo(2);
        check(SCHOOLS.leaf("open.test"));
        assertThat(trust.unstamped()).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsNoStamp() {
        byte[] torn = {4, 4, 0, 20, 0, 10};
        assertThat(Stamps.count(
                Issuer.draft("CN=x").site("open.test").with(EXTENSION, false, torn).by(PUBLIC).certificate)).isZero();
    }

    private void check(Issuer leaf) throws RefusedException {
        trust.check(leaf.shown(), List.of(), new HostName("open.test"), Demands.STANDARD);
    }
}
