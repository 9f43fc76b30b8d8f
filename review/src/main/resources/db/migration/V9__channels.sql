-- Messages leave by more than one way, and each says how soon somebody should look.
ALTER TABLE outbox ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail' CHECK (channel IN ('mail', 'webhook', 'syslog'));
DROP INDEX outbox_due;
CREATE INDEX outbox_channel_due ON outbox (channel, sent, due);

-- Whoever was told of something is told again where it turns out to be more severe: 0 to 2.
ALTER TABLE alerted ADD COLUMN severity SMALLINT NOT NULL DEFAULT 0;

-- How soon somebody should look at an access, as the school said when it was recorded: 0 to 2. Most have none.
CREATE TABLE access_severity (
    number   BIGINT   NOT NULL PRIMARY KEY REFERENCES flagged_access (number) ON DELETE CASCADE,
    severity SMALLINT NOT NULL CHECK (severity BETWEEN 0 AND 2)
);

-- What patterns look back on: the accesses of one device that one of them counts, of the last day at most.
CREATE TABLE sighting (
    topic  TEXT   NOT NULL,
    number BIGINT NOT NULL,                    -- the flagged access
    at     BIGINT NOT NULL,
    PRIMARY KEY (topic, number)
);
CREATE INDEX sighting_at ON sighting (topic, at);
