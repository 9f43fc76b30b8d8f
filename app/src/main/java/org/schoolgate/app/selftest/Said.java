package org.schoolgate.app.selftest;

import java.util.Map;
import java.util.Optional;

/// The head of an HTTP answer.
///
/// @param headers names in lower case
record Said(int status, Map<String, String> headers) {

    private static final String OURS = "schoolgate; error=";

    /// The gateway's own word for why it did not go on; empty where the answer is not the gateway's.
    Optional<String> refusal() {
        return Optional.ofNullable(headers.get("proxy-status")).filter(value -> value.startsWith(OURS))
                .map(value -> value.substring(OURS.length()));
    }

    /// Whether the policy, or a check before it, closed it.
    boolean isClosed() {
        return refusal().filter("http_request_denied"::equals).isPresent();
    }

    /// Whether it would have opened, if there were such a site: the names that are asked for lead nowhere.
    boolean isOpened() {
        return refusal().filter("dns_error"::equals).isPresent() || refusal().isEmpty() && status < 400;
    }

    String text() {
        return "status " + status + refusal().map(word -> " from the gateway (" + word + ")").orElse("");
    }
}
