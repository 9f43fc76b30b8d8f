-- Files that were made of what is kept here: who made which, when, and what shows that it is still the same.
CREATE TABLE custody (
    id       BIGINT NOT NULL PRIMARY KEY,
    account  BIGINT NOT NULL REFERENCES account (id),
    at       BIGINT NOT NULL,
    kind     TEXT   NOT NULL CHECK (kind IN ('pack', 'week', 'term')),
    incident BIGINT NOT NULL,                   -- the incident's id; 0 where the file is about none. It may be gone by now
    name     TEXT   NOT NULL,                   -- of the file
    sha256   TEXT   NOT NULL                    -- of the file
);
CREATE INDEX custody_incident ON custody (incident, id);

-- What weeks and terms are counted by.
CREATE INDEX incident_first ON incident (first_at);

-- A file that somebody took is looked at, too. SQLite changes no CHECK, so that the column is made anew.
ALTER TABLE viewed ADD COLUMN seen TEXT NOT NULL DEFAULT 'list'
    CHECK (seen IN ('list', 'access', 'incident', 'name', 'export', 'case_file'));
UPDATE viewed SET seen = what;
ALTER TABLE viewed DROP COLUMN what;
ALTER TABLE viewed RENAME COLUMN seen TO what;
