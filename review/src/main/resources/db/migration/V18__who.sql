-- Whose each flagged access is: the person, where that is known, else the device. Spelled as devices are, see RecordSeal.
ALTER TABLE flagged_access ADD COLUMN asker TEXT NOT NULL DEFAULT '';
UPDATE flagged_access SET asker = client;
CREATE INDEX flagged_access_asker ON flagged_access (asker, number);

-- The devices that an incident came from: a person may have had several. What else has a column `client` tells whose it is in it: a
-- device or a person.
CREATE TABLE incident_device (
    incident BIGINT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    client   TEXT   NOT NULL,
    PRIMARY KEY (incident, client)
);
INSERT INTO incident_device (incident, client) SELECT id, client FROM incident;
CREATE INDEX incident_device_client ON incident_device (client, incident);
