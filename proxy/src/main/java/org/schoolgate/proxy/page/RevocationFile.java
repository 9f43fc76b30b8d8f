package org.schoolgate.proxy.page;

/// The list of revoked certificates of the school's own authority, as devices fetch it. There is nothing secret in it.
///
/// @param path where leaves say that it is
/// @param der its bytes; treat them as read-only
@SuppressWarnings("ArrayRecordComponent") // Never compared, and it goes straight into answers.
public record RevocationFile(String path, byte[] der) {

    /// Only its place.
    @Override
    public String toString() {
        return "RevocationFile[" + path + "]";
    }
}
