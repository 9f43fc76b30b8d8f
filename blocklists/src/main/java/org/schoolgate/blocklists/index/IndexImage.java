package org.schoolgate.blocklists.index;

import java.nio.ByteBuffer;
import java.util.List;

/// An index as it is to be written.
///
/// @param sections by the numbers in [IndexFile]
record IndexImage(KeyHash hash, List<ByteBuffer> sections) {}
