package org.schoolgate.blocklists.fetch;

/// What a publisher calls one state of a file, to ask later whether it is still that.
///
/// @param etag as it came, quotes too; empty where there is none
/// @param modified the `Last-Modified` as it came; empty where there is none
public record Validators(String etag, String modified) {

    static final Validators NONE = new Validators("", "");

    /// Which of them proves that two answers are the same to the byte; empty where none does.
    String strong() {
        return !etag.isEmpty() && !etag.startsWith("W/") ? etag : modified;
    }
}
