package org.schoolgate.review.store;

import java.util.HashSet;
import java.util.Set;

/// Which devices those who sign in have for themselves, and which accounts they have at the school. Any thread may call; each
/// call is one look at the disk or one commit to it.
public final class OwnDevices {

    private final Database database;
    private final RecordSeal seal;

    OwnDevices(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// The devices and accounts at the school of whoever has this account here.
    public Set<Asker> of(long account) {
        return read(Sql.of("SELECT client FROM own_device WHERE account = ?", account));
    }

    /// The same of everyone with this role.
    public Set<Asker> of(Role role) {
        return read(Sql.of("SELECT d.client FROM own_device d JOIN account a ON a.id = d.account WHERE a.role = ?",
                role));
    }

    /// Whether it is the device or the account of anyone who signs in.
    public boolean isAnyones(Asker asker) {
        return !read(Sql.of("SELECT client FROM own_device WHERE client = ?", seal.asker(asker))).isEmpty();
    }

    /// Sets those of an account, in place of those before.
    public void set(long account, Set<Asker> askers) {
        database.write(connection -> {
            Sql.of("DELETE FROM own_device WHERE account = ?", account).run(connection);
            for (Asker asker : askers) {
                Sql.of("INSERT INTO own_device (account, client) VALUES (?, ?)", account, seal.asker(asker))
                        .run(connection);
            }
            return askers.size();
        });
    }

    private Set<Asker> read(Sql query) {
        return new HashSet<>(database.read(connection -> query.list(connection, seal::asker)));
    }
}
