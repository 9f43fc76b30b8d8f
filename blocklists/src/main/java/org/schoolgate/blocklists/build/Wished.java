package org.schoolgate.blocklists.build;

/// What somebody wants done about one entry, in one act.
public sealed interface Wished permits EditWish, EditMove {}
