package org.schoolgate.review.store;

import java.util.Optional;

/// Where the key of records is kept: outside the database, so that a copy of that alone opens nothing.
public interface KeyPlace {

    /// Its 32 bytes; empty where there is none.
    ///
    /// @throws StoreException where there is something that cannot be read or is no key; the message says what to do
    Optional<byte[]> read() throws StoreException;

    /// Makes a key, and gives it once it would survive a power cut.
    ///
    /// @throws StoreException where it cannot be written; the message says what to do
    byte[] make() throws StoreException;

    /// What messages call it.
    @Override
    String toString();
}
