package org.schoolgate.review.store;

import java.util.HashSet;
import java.util.Set;
import org.schoolgate.filters.request.IpAddress;

/// Which devices those who sign in have for themselves. Any thread may call; each call is one look at the disk or one
/// commit to it.
public final class OwnDevices {

    private final Database database;
    private final RecordSeal seal;

    OwnDevices(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// The devices of an account.
    public Set<IpAddress> of(long account) {
        return read(Sql.of("SELECT client FROM own_device WHERE account = ?", account));
    }

    /// The devices of everyone with this role.
    public Set<IpAddress> of(Role role) {
        return read(Sql.of("SELECT d.client FROM own_device d JOIN account a ON a.id = d.account WHERE a.role = ?",
                role));
    }

    /// Whether it is the device of anyone who signs in.
    public boolean isAnyones(IpAddress client) {
        return !read(Sql.of("SELECT client FROM own_device WHERE client = ?", seal.device(client))).isEmpty();
    }

    /// Sets the devices of an account, in place of those before.
    public void set(long account, Set<IpAddress> clients) {
        database.write(connection -> {
            Sql.of("DELETE FROM own_device WHERE account = ?", account).run(connection);
            for (IpAddress client : clients) {
                Sql.of("INSERT INTO own_device (account, client) VALUES (?, ?)", account, seal.device(client))
                        .run(connection);
            }
            return clients.size();
        });
    }

    private Set<IpAddress> read(Sql query) {
        return new HashSet<>(database.read(connection -> query.list(connection, seal::device)));
    }
}
