-- Concerns that are followed to their end, and who was shown who it is.

CREATE TABLE case_file (
    id           BIGINT   NOT NULL PRIMARY KEY,  -- nobody can guess it
    year         INTEGER  NOT NULL,
    number       INTEGER  NOT NULL,              -- within the year
    about        TEXT     NOT NULL CHECK (about IN ('pupil', 'adult', 'head', 'it_staff', 'other')),
    account      BIGINT   REFERENCES account (id), -- whom it is about, where they sign in here
    client       TEXT     NOT NULL,
    subject      TEXT     NOT NULL,
    name         TEXT,                           -- whom it is about; NULL where nobody said, and once it is destroyed
    opened_by    BIGINT   NOT NULL REFERENCES account (id),
    opened_at    BIGINT   NOT NULL,
    first_access BIGINT   NOT NULL,
    first_look   BIGINT,
    told_at      BIGINT,
    decided_at   BIGINT,
    outcome      TEXT     CHECK (outcome IN ('substantiated', 'unsubstantiated', 'unfounded', 'false', 'malicious',
        'low_level')),
    given_to     BIGINT   REFERENCES account (id),
    hold         TEXT,                           -- why nothing of it may be destroyed; NULL where it may
    destroy_on   TEXT,                           -- YYYY-MM-DD; NULL until it has an outcome
    destroyed_at BIGINT,
    is_open      SMALLINT NOT NULL CHECK (is_open IN (0, 1)),
    UNIQUE (year, number)
);
CREATE INDEX case_file_client ON case_file (client);
CREATE INDEX case_file_time ON case_file (is_open, opened_at);

CREATE TABLE case_incident (
    case_file BIGINT NOT NULL REFERENCES case_file (id),
    incident  BIGINT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    PRIMARY KEY (case_file, incident)
);
CREATE INDEX case_incident_incident ON case_incident (incident);

-- What people did with a case. It only grows, and the chain has an entry for each. What was written goes, with its salt, when
-- the case is destroyed; who did what, and when, stays.
CREATE TABLE case_act (
    id        BIGINT NOT NULL PRIMARY KEY,
    case_file BIGINT NOT NULL REFERENCES case_file (id),
    account   BIGINT NOT NULL,                   -- 0 for the gateway itself
    at        BIGINT NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('opened', 'named', 'linked', 'gave', 'noted', 'attached', 'told', 'held',
        'released', 'decided', 'reopened')),
    words     TEXT   NOT NULL,
    salt      TEXT                               -- NULL once it is destroyed
);
CREATE INDEX case_act_case_file ON case_act (case_file, id);

CREATE TABLE case_attachment (
    act       BIGINT NOT NULL PRIMARY KEY REFERENCES case_act (id),
    case_file BIGINT NOT NULL REFERENCES case_file (id),
    name      TEXT   NOT NULL,
    sha256    TEXT   NOT NULL,
    content   BYTEA  NOT NULL
);
CREATE INDEX case_attachment_case_file ON case_attachment (case_file);

-- Who asked to be shown who holds a device, why, and who agreed.
CREATE TABLE reveal (
    id          BIGINT   NOT NULL PRIMARY KEY,
    client      TEXT     NOT NULL,
    by_two      SMALLINT NOT NULL CHECK (by_two IN (0, 1)),
    asked_by    BIGINT   NOT NULL REFERENCES account (id),
    asked_at    BIGINT   NOT NULL,
    why         TEXT     NOT NULL,
    hours       INTEGER  NOT NULL,
    answered_by BIGINT   REFERENCES account (id),
    answered_at BIGINT,
    granted     SMALLINT NOT NULL CHECK (granted IN (0, 1)),
    ends        BIGINT   NOT NULL                -- 0 until it is granted
);
CREATE INDEX reveal_client ON reveal (client, ends);
CREATE INDEX reveal_asked ON reveal (asked_at);

-- A showing of who it is, and a look at a case, are looks, too. SQLite changes no CHECK, so that the column is made anew.
ALTER TABLE viewed ADD COLUMN seen TEXT NOT NULL DEFAULT 'list' CHECK (seen IN ('list', 'access', 'incident', 'case_file',
    'name'));
UPDATE viewed SET seen = what;
ALTER TABLE viewed DROP COLUMN what;
ALTER TABLE viewed RENAME COLUMN seen TO what;
