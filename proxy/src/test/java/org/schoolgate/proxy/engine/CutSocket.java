package org.schoolgate.proxy.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/// A connection on which the first TLS record goes out in smaller ones, and these in small segments.
final class CutSocket extends Socket {

    private final int record;
    private final int segment;
    private boolean cut;

    /// @param record the most bytes of the ClientHello in one record
    /// @param segment the most bytes in one write
    CutSocket(InetSocketAddress to, int record, int segment) throws IOException {
        super(to.getAddress(), to.getPort());
        this.record = record;
        this.segment = segment;
        setTcpNoDelay(true);
        setSoTimeout(20_000);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        OutputStream out = super.getOutputStream();
        return new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                if (!cut && count > 5 && bytes[from] == 0x16) {
                    cut = true;
                    sayInPieces(records(bytes, from, count));
                } else {
                    out.write(bytes, from, count);
                }
            }

            private void sayInPieces(byte[] all) throws IOException {
                for (int at = 0; at < all.length; at += segment) {
                    out.write(all, at, Math.min(segment, all.length - at));
                    out.flush();
                }
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    private byte[] records(byte[] bytes, int from, int count) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int at = 5; at < count; at += record) {
            int part = Math.min(record, count - at);
            all.write(bytes, from, 3);
            all.write(part >> 8);
            all.write(part);
            all.write(bytes, from + at, part);
        }
        return all.toByteArray();
    }
}
