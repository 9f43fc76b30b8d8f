package org.schoolgate.review.web.view;

import java.util.List;

/// Records that the reader has looked at, and that have been corrected since.
///
/// @param words how many they are
/// @param records the latest of them
public record Corrected(String words, List<One> records) {

    /// One of them.
    public record One(String href, String words) {}
}
