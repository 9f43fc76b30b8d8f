-- What is told as one: the flagged accesses of one device, one subject and one spell of time.

-- What pages call a device in place of its address.
CREATE TABLE pseudonym (
    client TEXT NOT NULL PRIMARY KEY,
    name   TEXT NOT NULL UNIQUE
);

CREATE TABLE incident (
    id          BIGINT   NOT NULL PRIMARY KEY,  -- nobody can guess it
    number      BIGINT   NOT NULL UNIQUE,       -- what people say to each other
    client      TEXT     NOT NULL,
    grp         TEXT     NOT NULL,
    group_title TEXT     NOT NULL,
    subject     TEXT     NOT NULL,
    certainty   TEXT     NOT NULL,              -- the least that was recorded
    first_at    BIGINT   NOT NULL,
    last_at     BIGINT   NOT NULL,
    severity    SMALLINT NOT NULL,              -- how soon somebody should look: 2 now, 1 today, 0 when there is time
    grade       TEXT     NOT NULL,              -- the strongest sign of a hand
    by_hand     BIGINT   NOT NULL,
    accesses    BIGINT   NOT NULL,
    is_open     SMALLINT NOT NULL CHECK (is_open IN (0, 1)),
    given_to    BIGINT   REFERENCES account (id)
);
CREATE INDEX incident_queue ON incident (is_open, severity DESC, first_at);
CREATE INDEX incident_latest ON incident (client, subject, last_at);
CREATE INDEX incident_time ON incident (is_open, last_at);

CREATE TABLE incident_access (
    incident BIGINT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    access   BIGINT NOT NULL REFERENCES flagged_access (number) ON DELETE CASCADE,
    grade    TEXT   NOT NULL,
    PRIMARY KEY (incident, access)
);
CREATE INDEX incident_access_access ON incident_access (access);

-- What people did with an incident. It only grows.
CREATE TABLE incident_act (
    id       BIGINT NOT NULL PRIMARY KEY,
    incident BIGINT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    account  BIGINT NOT NULL REFERENCES account (id),
    at       BIGINT NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('looked', 'noted', 'gave', 'closed', 'opened')),
    words    TEXT   NOT NULL
);
CREATE INDEX incident_act_incident ON incident_act (incident, id);

-- Up to which entry of the chain accesses have been gathered. What was there before incidents were is not gathered.
CREATE TABLE gathered (
    id  SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    seq BIGINT   NOT NULL
);
INSERT INTO gathered (id, seq) SELECT 1, COALESCE(MAX(seq), 0) FROM chain_entry;

-- A look at an incident is one, too. SQLite changes no CHECK, so that the column is made anew.
ALTER TABLE viewed ADD COLUMN seen TEXT NOT NULL DEFAULT 'list' CHECK (seen IN ('list', 'access', 'incident'));
UPDATE viewed SET seen = what;
ALTER TABLE viewed DROP COLUMN what;
ALTER TABLE viewed RENAME COLUMN seen TO what;
