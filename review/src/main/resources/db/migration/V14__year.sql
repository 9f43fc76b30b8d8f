-- What a review of a year needs, what one person asks to see, and where reports are announced.

-- What people found when they tried the filter. It only grows: a correction is a second line.
CREATE TABLE filter_check (
    id       BIGINT NOT NULL PRIMARY KEY,
    account  BIGINT NOT NULL REFERENCES account (id),
    at       BIGINT NOT NULL,                    -- when it was written down
    day      TEXT   NOT NULL,                    -- YYYY-MM-DD: when it was made
    device   TEXT   NOT NULL,                    -- on which device, and where
    people   TEXT   NOT NULL,                    -- for whom it was made
    tried    TEXT   NOT NULL,
    found    TEXT   NOT NULL,
    follows  TEXT   NOT NULL,
    corrects BIGINT REFERENCES filter_check (id) -- the line that this one stands for
);
CREATE INDEX filter_check_day ON filter_check (day, id);

-- Which policy was in force from when, as far as records tell. It stays when the text itself is gone.
CREATE TABLE policy_use (
    id     BIGINT NOT NULL PRIMARY KEY,
    at     BIGINT NOT NULL,                      -- of the first record by it
    sha256 TEXT   NOT NULL
);
CREATE INDEX policy_use_at ON policy_use (at);

-- How many incidents began on a day, so that years can be compared when their records are gone.
CREATE TABLE incident_count (
    day       TEXT   NOT NULL,
    subject   TEXT   NOT NULL,
    incidents BIGINT NOT NULL,
    PRIMARY KEY (day, subject)
);
INSERT INTO incident_count (day, subject, incidents)
SELECT first.day, first.subject, COUNT(*) FROM (
    SELECT MIN(a.day) AS day, i.subject AS subject FROM incident i
    JOIN incident_access l ON l.incident = i.id JOIN flagged_access a ON a.number = l.access
    GROUP BY i.id, i.subject) first
GROUP BY first.day, first.subject;

-- Reports of a year, and what one person asked to see, are files, too. SQLite changes no CHECK, so that the column is made
-- anew.
ALTER TABLE custody ADD COLUMN made TEXT NOT NULL DEFAULT 'pack'
    CHECK (made IN ('pack', 'week', 'term', 'year', 'person'));
UPDATE custody SET made = kind;
ALTER TABLE custody DROP COLUMN kind;
ALTER TABLE custody RENAME COLUMN made TO kind;

-- That somebody asked to see what is kept of them, and that a copy of it was allowed for.
CREATE TABLE personal_copy (
    id        BIGINT NOT NULL PRIMARY KEY,       -- nobody can guess it
    account   BIGINT NOT NULL REFERENCES account (id),
    at        BIGINT NOT NULL,
    client    TEXT   NOT NULL,                   -- the device; '' once nothing of that time is kept
    first_day TEXT   NOT NULL,
    last_day  TEXT   NOT NULL,
    why       TEXT   NOT NULL,
    reference TEXT   NOT NULL                    -- what the school calls the request
);

-- That somebody was given another role.
CREATE TABLE role_change (
    id      BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account (id),
    at      BIGINT NOT NULL,
    made_by BIGINT NOT NULL REFERENCES account (id),
    was     TEXT   NOT NULL,
    became  TEXT   NOT NULL
);

-- Where reports are announced; NULL for nowhere.
ALTER TABLE account ADD COLUMN mail TEXT;
