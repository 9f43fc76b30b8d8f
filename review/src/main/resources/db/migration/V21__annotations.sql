-- What people wrote beside flagged accesses of their own. It only grows, and goes with the record. Whose and what are encrypted, see
-- RecordSeal.
CREATE TABLE annotation (
    id     BIGINT NOT NULL PRIMARY KEY,
    access BIGINT NOT NULL REFERENCES flagged_access (number) ON DELETE CASCADE,
    asker  TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    day    TEXT   NOT NULL,                     -- in the school's time zone
    words  TEXT   NOT NULL
);
CREATE INDEX annotation_access ON annotation (access, id);
CREATE INDEX annotation_asker ON annotation (asker, day);

-- Whoever writes one changes this line first, so that gateways that share a database count one after the other.
CREATE TABLE annotating (
    id    SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    turns BIGINT   NOT NULL
);
INSERT INTO annotating (id, turns) VALUES (1, 0);
