package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.schoolgate.proxy.engine.ClientHello.State;

class ClientHelloTest {

    private static State readInPieces(ClientHello hello, byte[] bytes, int piece) {
        State state = State.PARTIAL;
        for (int i = 0; i < bytes.length; i += piece) {
            state = hello.read(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + piece)));
        }
        return state;
    }

    @Test
    void theNameIsFoundHoweverTheHelloIsCut() {
        for (int record : new int[]{1, 2, 5, 63, 64, 500, 16_000}) {
            byte[] bytes = TunnelIT.hello("Www.Example.TEST", record);
            for (int piece : new int[]{1, 3, 100, bytes.length}) {
                ClientHello hello = new ClientHello();
                assertThat(readInPieces(hello, bytes, piece)).isEqualTo(State.COMPLETE);
                assertThat(hello.serverName()).map(Object::toString).contains("www.example.test");
            }
        }
    }

    @Test
    void noPrefixIsTakenForTheWhole() {
        byte[] bytes = TunnelIT.hello("www.example.test", 100);
        for (int end = 0; end < bytes.length; end++) {
            assertThat(new ClientHello().read(Arrays.copyOf(bytes, end))).isEqualTo(State.PARTIAL);
        }
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (String name : new String[]{"192.0.2.1", "1", "a..b", "a b", "x".repeat(256), "[::1]", "a\0b"}) {
            assertThat(new ClientHello().read(TunnelIT.hello(name, 16_000))).as(name).isEqualTo(State.REFUSED);
        }
    }

    @Test
    void otherProtocolsAreRefusedAtTheFirstByte() {
        for (String text : new String[]{"GET / HTTP/1.1", "SSH-2.0", "\u0080.\u0001"}) {
            assertThat(new ClientHello().read(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)))
                    .isEqualTo(State.REFUSED);
        }
    }

    @Test
    void itNeverHoldsMoreThanItsLimit() {
        byte[] claim = {0x16, 3, 1, 0x40, 0, 1, 0, (byte) 0xff, (byte) 0xff};
        ClientHello hello = new ClientHello();
        State state = hello.read(claim);
        int sent = claim.length;
        while (state == State.PARTIAL && sent < 200_000) {
            byte[] more = new byte[16_384 - (sent == claim.length ? 4 : 0)];
            state = hello.read(more);
            sent += more.length;
            if (state == State.PARTIAL) {
                state = hello.read(new byte[]{0x16, 3, 1, 0x40, 0});
                sent += 5;
            }
        }
        assertThat(state).isEqualTo(State.REFUSED);
        assertThat(sent).isLessThanOrEqualTo(ClientHello.LIMIT + 32_768);
    }

    @Test
    void anyBytesAtAllAreReadOrRefused() {
        Random random = new Random(7);
        byte[] good = TunnelIT.hello("www.example.test", 16_000);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i <= round % 3; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(new ClientHello().read(bytes)).isNotNull();
        }
    }
}
