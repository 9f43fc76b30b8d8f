package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.schoolgate.proxy.page.Fault;

/// Netty's request decoder, which sees a header section only when it is complete and clean. It stands where LittleProxy
/// has put its own, under the same name.
final class StrictRequestDecoder extends HttpRequestDecoder {

    /// Stands in the stream of messages where a header section was refused. Nothing comes after it.
    record BadHead(Fault fault) {}

    private enum Part {
        HEAD, MESSAGE, REFUSED
    }

    private final int lineLimit;
    private final int headLimit;
    private Part part = Part.HEAD;
    /// How many readable bytes are known not to hold the end of the header section.
    private int searched;

    StrictRequestDecoder(int lineLimit, int headLimit) {
        super(new HttpDecoderConfig().setMaxInitialLineLength(lineLimit).setMaxHeaderSize(headLimit)
                .setMaxChunkSize(LittleProxy.CHUNK_BYTES).setAllowDuplicateContentLengths(false)
                .setStrictLineParsing(true).setUseRfc9112TransferEncoding(true));
        this.lineLimit = lineLimit;
        this.headLimit = headLimit;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (part == Part.HEAD && !seekHead(in, out)) {
            return;
        }
        if (part == Part.REFUSED) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        if (out.size() > before && out.getLast() instanceof LastHttpContent) {
            part = Part.HEAD;
        }
    }

    /// Whether a whole header section is there; where it is not clean, `out` says so.
    private boolean seekHead(ByteBuf in, List<Object> out) {
        // An empty line before a request is what some old clients send after a body; RFC 9112 §2.2 lets it pass.
        if (searched == 0 && in.readableBytes() >= 2 && in.getShort(in.readerIndex()) == 0x0d0a) {
            in.skipBytes(2);
            return false;
        }
        int start = in.readerIndex();
        int end = endOfHead(in, start + Math.max(0, searched - 3));
        int size = end < 0 ? in.readableBytes() : end - start;
        int known = searched;
        searched = end < 0 ? size : 0;
        int line = in.indexOf(start, Math.min(start + size, start + lineLimit + 2), (byte) '\n');
        if (line < 0 && size > lineLimit) {
            return refuse(in, out, Fault.URI_TOO_LONG);
        }
        if (line >= 0 && size - (line - start) > headLimit) {
            return refuse(in, out, Fault.HEADERS_TOO_LARGE);
        }
        if (end < 0) {
            // What can never become a request line, or is a whole line that is none (HTTP/0.9 had no version), is refused at
            // once, not at the time-out.
            boolean isHopeless = line - start >= known
                    ? !HeadCheck.beginsClean(in, start, line + 1)
                    : size > 0 && in.getByte(start) <= 0x20 && in.getByte(start) != '\r';
            return isHopeless && refuse(in, out, Fault.REQUEST_BAD);
        }
        if (!HeadCheck.isClean(in, start, end)) {
            return refuse(in, out, Fault.REQUEST_BAD);
        }
        part = Part.MESSAGE;
        return true;
    }

    private boolean refuse(ByteBuf in, List<Object> out, Fault fault) {
        part = Part.REFUSED;
        out.add(new BadHead(fault));
        in.skipBytes(in.readableBytes());
        return false;
    }

    /// The index after the first empty line, or -1. A bare LF counts as a line end here, so that it is found and refused.
    private static int endOfHead(ByteBuf in, int from) {
        int end = in.writerIndex();
        for (int at = from; (at = in.indexOf(at, end, (byte) '\n')) >= 0; at++) {
            if (at + 1 < end && in.getByte(at + 1) == '\n') {
                return at + 2;
            }
            if (at + 2 < end && in.getByte(at + 1) == '\r' && in.getByte(at + 2) == '\n') {
                return at + 3;
            }
        }
        return -1;
    }
}
