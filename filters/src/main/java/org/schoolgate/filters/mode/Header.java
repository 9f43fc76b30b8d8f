package org.schoolgate.filters.mode;

/// A header that the gateway itself sets on requests to a site.
public record Header(String name, String value) {

    /// @throws IllegalArgumentException where it could break a request: anything but printable ASCII
    public Header {
        if (!(name + value).matches("[\\x20-\\x7e]+")) {
            throw new IllegalArgumentException("a header is printable ASCII");
        }
    }
}
