package org.schoolgate.proxy.listen;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/// Two socket options of Linux that Java has no name for, read and set by the C library. The numbers are those of
/// `linux/in.h`, `linux/in6.h` and `linux/netfilter_ipv4.h`.
final class LinuxSocket {

    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int IP_TRANSPARENT = 19;
    private static final int SO_ORIGINAL_DST = 80;
    private static final int AF_INET = 2;
    /// `struct sockaddr_in6`; `struct sockaddr_in` is 16.
    private static final int ADDRESS_BYTES = 28;
    private static final int EPERM = 1;

    private LinuxSocket() {}

    /// @throws IOException where this is not Linux, or the program was not started as the launcher starts it
    static void require() throws IOException {
        if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
            throw new IOException(
                    "connections can be intercepted on Linux only: take 'intercept' out of schoolgate.yaml");
        }
        try {
            Calls.make();
        } catch (ExceptionInInitializerError | NoClassDefFoundError unopened) {
            throw new IOException("Java keeps its sockets to itself: start with ./schoolgate, or add "
                    + "--add-exports java.base/sun.nio.ch=ALL-UNNAMED", unopened);
        }
    }

    /// Lets a listener take connections that are for other machines. It must not be bound yet. The system asks for
    /// `CAP_NET_RAW` or `CAP_NET_ADMIN`.
    ///
    /// @throws IOException where this process may not
    static void setTransparent(ServerSocketChannel socket) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Calls.STATE);
            MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_INT, 1);
            // One flag serves both families.
            int result = (int) Calls.SET.invokeExact(state, descriptor(socket), SOL_IP, IP_TRANSPARENT, one,
                    (int) ValueLayout.JAVA_INT.byteSize());
            if (result != 0) {
                int error = (int) Calls.ERRNO.get(state, 0L);
                throw new IOException(error == EPERM
                        ? "the capability CAP_NET_RAW is missing. Give it to the service "
                                + "(AmbientCapabilities in schoolgate.service), or use the mode redirect"
                        : "the system knows no transparent sockets (error " + error + "). Use the mode redirect");
            }
        } catch (IOException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// Where a redirected connection was going.
    ///
    /// @throws IOException where the system remembers nothing of it
    static InetSocketAddress originalDestination(SocketChannel socket, boolean v6) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Calls.STATE);
            MemorySegment address = arena.allocate(ADDRESS_BYTES);
            MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, ADDRESS_BYTES);
            int result = (int) Calls.GET.invokeExact(state, descriptor(socket), v6 ? SOL_IPV6 : SOL_IP,
                    SO_ORIGINAL_DST, address, length);
            if (result != 0) {
                throw new IOException("the system remembers no other destination (error "
                        + (int) Calls.ERRNO.get(state, 0L) + ")");
            }
            return read(address);
        } catch (IOException | RuntimeException | Error known) {
            throw known;
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static InetSocketAddress read(MemorySegment address) throws IOException {
        boolean v4 = address.get(ValueLayout.JAVA_SHORT_UNALIGNED, 0) == AF_INET;
        int port = Short.toUnsignedInt(
                address.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), 2));
        byte[] bytes = address.asSlice(v4 ? 4 : 8, v4 ? 4 : 16).toArray(ValueLayout.JAVA_BYTE);
        return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
    }

    /// Whether a peer's address is one of IPv6; Java shows an IPv4 peer of an IPv6 socket as what it is.
    static boolean isV6(InetSocketAddress peer) {
        return peer.getAddress() instanceof Inet6Address;
    }

    private static int descriptor(Channel socket) throws Throwable {
        return (int) Calls.FD.invoke(socket);
    }

    /// The ways into the C library, and to the number of a socket. Made when first asked for.
    @SuppressWarnings("restricted") // Native access is given to all of the program on its command line.
    private static final class Calls {

        private static final Linker LINKER = Linker.nativeLinker();
        private static final Linker.Option ERRNO_KEPT = Linker.Option.captureCallState("errno");

        static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        static final MethodHandle SET = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("setsockopt"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                ERRNO_KEPT);
        static final MethodHandle GET = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("getsockopt"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS),
                ERRNO_KEPT);
        static final MethodHandle FD = descriptorOf();

        /// Makes them, where they are not made yet.
        static void make() {}

        /// A public method of a public type, in a package that the launcher exports.
        private static MethodHandle descriptorOf() {
            try {
                return MethodHandles.lookup().findVirtual(Class.forName("sun.nio.ch.SelChImpl"), "getFDVal",
                        MethodType.methodType(int.class));
            } catch (ReflectiveOperationException closed) {
                throw new ExceptionInInitializerError(closed);
            }
        }
    }
}
