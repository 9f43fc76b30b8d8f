package org.schoolgate.benchmarks.matcher;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Memory on pages of a chosen size, so that a rival has no other pages than ours. On Linux; elsewhere the size is whatever
/// the system gives.
@SuppressWarnings("restricted")
final class Pages {

    private static final long HUGE = 2L << 20;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_ANONYMOUS = 0x22;
    private static final int ADVISE_HUGE = 14;
    private static final int ADVISE_NOT_HUGE = 15;

    private Pages() {}

    /// Zeroed memory that is never given back, beginning on a huge page's boundary.
    static MemorySegment allocate(long bytes, boolean huge) {
        long size = (bytes + HUGE - 1) / HUGE * HUGE;
        if (!System.getProperty("os.name").equals("Linux")) {
            return Arena.global().allocate(size, HUGE).asSlice(0, bytes);
        }
        try {
            long mapped = (long) function("mmap", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG)).invokeExact(0L, size + HUGE, READ_WRITE, PRIVATE_ANONYMOUS, -1, 0L);
            if (mapped == -1) {
                throw new OutOfMemoryError("the system has no " + size + " bytes");
            }
            long aligned = (mapped + HUGE - 1) / HUGE * HUGE;
            // What is not possible is not taken amiss: the pages are of the usual size then.
            int advised = (int) function("madvise", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT))
                    .invokeExact(aligned, size, huge ? ADVISE_HUGE : ADVISE_NOT_HUGE);
            if (advised != 0 && huge) {
                System.out.println("huge pages: the system refuses them");
            }
            return MemorySegment.ofAddress(aligned).reinterpret(bytes).fill((byte) 0);
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable fault) {
            throw new LinkageError("mmap or madvise", fault);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
    }
}
