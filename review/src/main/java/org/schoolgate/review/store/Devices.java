package org.schoolgate.review.store;

import java.util.List;
import org.schoolgate.filters.request.IpAddress;

/// Which devices incidents came from. Any thread may call; each call is one look at the disk.
public final class Devices {

    /// How many are told of one person, one incident or one case.
    public static final int MOST = 10;

    private final Database database;
    private final RecordSeal seal;

    Devices(Database database, RecordSeal seal) {
        this.database = database;
        this.seal = seal;
    }

    /// Those of a person; of a device that one.
    public List<IpAddress> of(Asker asker) {
        return switch (asker) {
            case Asker.Device device -> List.of(device.address());
            case Asker.Named named -> list("SELECT DISTINCT d.client FROM incident i JOIN incident_device d"
                    + " ON d.incident = i.id WHERE i.client = ?", seal.asker(named));
        };
    }

    /// Those of an incident.
    public List<IpAddress> of(Incident incident) {
        return list("SELECT client FROM incident_device WHERE incident = ?", incident.id());
    }

    /// Those of the incidents in a case; of a case of a device that one.
    public List<IpAddress> of(CaseFile file) {
        return file.asker() instanceof Asker.Device device
                ? List.of(device.address())
                : list("SELECT DISTINCT d.client FROM case_incident l JOIN incident_device d"
                        + " ON d.incident = l.incident WHERE l.case_file = ?", file.id());
    }

    private List<IpAddress> list(String sql, Object value) {
        return database.read(connection -> Sql.of(sql + " ORDER BY 1 LIMIT " + MOST, value)
                .list(connection, seal::device));
    }
}
