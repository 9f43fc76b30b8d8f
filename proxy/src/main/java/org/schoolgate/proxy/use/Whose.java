package org.schoolgate.proxy.use;

import org.schoolgate.filters.request.Client;
import org.schoolgate.filters.request.Identity;

/// Whose use it is: the person's, where one is known; else the device's, by its address. People who share a device that nobody
/// signs in to share what is opened there, and its minutes.
final class Whose {

    private Whose() {}

    /// A key by which maps know them. Allocates nothing.
    static Object of(Client client) {
        return client.identity() instanceof Identity.Known known ? known.person() : client.address();
    }

    /// One rule's count of one of them.
    record Rule(Object whose, String rule) {}
}
