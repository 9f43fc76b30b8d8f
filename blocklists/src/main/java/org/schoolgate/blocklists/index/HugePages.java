package org.schoolgate.blocklists.index;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Memory in pages of 2 MiB, where the system is Linux and gives them: a look-up somewhere in a large table then misses
/// the cache alone and not the address translation too. Elsewhere it is ordinary memory.
final class HugePages {

    private static final long PAGE = 2L << 20;
    private static final int READ_AND_WRITE = 3;
    private static final int PRIVATE_AND_ANONYMOUS = 0x22;
    private static final int WANTS_HUGE_PAGES = 14;

    private static final Optional<Calls> CALLS = calls();

    private record Calls(MethodHandle mmap, MethodHandle madvise, MethodHandle munmap) {}

    private HugePages() {}

    /// Zeroed memory that begins at a multiple of 64 and ends with the arena.
    static MemorySegment allocate(long bytes, Arena arena) {
        return CALLS.filter(calls -> bytes >= PAGE).flatMap(calls -> mapped(calls, bytes, arena))
                .orElseGet(() -> arena.allocate(bytes, 64));
    }

    private static Optional<MemorySegment> mapped(Calls calls, long bytes, Arena arena) {
        // One page more, so that a multiple of the page size lies in it.
        long mapped = (bytes + PAGE - 1 & -PAGE) + PAGE;
        try {
            var address = (MemorySegment) calls.mmap.invokeExact(MemorySegment.NULL, mapped, READ_AND_WRITE,
                    PRIVATE_AND_ANONYMOUS, -1, 0L);
            if (address.address() == -1) {
                return Optional.empty();
            }
            MemorySegment all = address.reinterpret(mapped, arena, whole -> unmap(calls, whole.address(), mapped));
            long offset = (all.address() + PAGE - 1 & -PAGE) - all.address();
            MemorySegment aligned = all.asSlice(offset, bytes);
            // What it answers is no matter: without huge pages the memory is as good, only slower.
            int advised = (int) calls.madvise.invokeExact(aligned, mapped - offset & -PAGE, WANTS_HUGE_PAGES);
            return advised == advised ? Optional.of(aligned) : Optional.empty();
        } catch (Throwable failed) {
            throw new IllegalStateException("memory could not be had", failed);
        }
    }

    private static void unmap(Calls calls, long address, long bytes) {
        try {
            int ended = (int) calls.munmap.invokeExact(MemorySegment.ofAddress(address), bytes);
            if (ended != 0) {
                throw new IllegalStateException("memory could not be given back");
            }
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException("memory could not be given back", failed);
        }
    }

    private static Optional<Calls> calls() {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        ValueLayout.OfLong size = ValueLayout.JAVA_LONG;
        ValueLayout.OfInt number = ValueLayout.JAVA_INT;
        return Optional.of(new Calls(
                linker.downcallHandle(symbols.findOrThrow("mmap"), FunctionDescriptor.of(ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS, size, number, number, number, size)),
                linker.downcallHandle(symbols.findOrThrow("madvise"),
                        FunctionDescriptor.of(number, ValueLayout.ADDRESS, size, number)),
                linker.downcallHandle(symbols.findOrThrow("munmap"),
                        FunctionDescriptor.of(number, ValueLayout.ADDRESS, size))));
    }
}
