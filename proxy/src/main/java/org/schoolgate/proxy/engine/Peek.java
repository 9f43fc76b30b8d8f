package org.schoolgate.proxy.engine;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;
import org.schoolgate.proxy.listen.FirstByte;

/// Looks at the first byte of an intercepted connection before its decoder does, and is gone.
final class Peek extends ChannelInboundHandlerAdapter {

    private final Consumer<FirstByte> seen;

    /// @param seen told of the byte before anyone reads it
    Peek(Consumer<FirstByte> seen) {
        this.seen = seen;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (msg instanceof ByteBuf bytes && bytes.isReadable()) {
            ctx.pipeline().remove(this);
            seen.accept(FirstByte.of(bytes.getUnsignedByte(bytes.readerIndex())));
        }
        ctx.fireChannelRead(msg);
    }
}
