package org.schoolgate.blocklists.index;

import java.lang.foreign.MemorySegment;

/// The memory of a [Table].
///
/// @param lines its lines, the only part that a look-up of an unlisted name touches; begins at a multiple of 64
/// @param bases of each group of 64 lines, where its names begin, in units of the table
/// @param names the keys' texts, line by line
/// @param placeBases of each group of 64 lines, where its places begin
/// @param places of each key the line numbers that gave it, in the order of the sources of its meaning
record TableSections(MemorySegment lines, MemorySegment bases, MemorySegment names, MemorySegment placeBases,
        MemorySegment places) {}
