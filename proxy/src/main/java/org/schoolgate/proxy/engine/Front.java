package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/// First in a client's pipeline: it counts bytes, and tells the gate of the first byte of a request.
final class Front extends ChannelDuplexHandler {

    static final String NAME = "front";

    private final Gate gate;
    private long in;
    private long out;

    Front(Gate gate) {
        this.gate = gate;
    }

    /// Bytes from the client so far.
    long in() {
        return in;
    }

    /// Bytes to the client so far.
    long out() {
        return out;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes) {
            in += bytes.readableBytes();
            gate.bytesCame();
        }
        ctx.fireChannelRead(msg);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (msg instanceof ByteBuf bytes) {
            out += bytes.readableBytes();
        }
        ctx.write(msg, promise);
    }
}
