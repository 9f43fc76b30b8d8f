-- A decision against somebody waits for a second person's word.
ALTER TABLE case_file ADD COLUMN proposed TEXT CHECK (proposed IN ('substantiated', 'malicious'));
ALTER TABLE case_file ADD COLUMN proposed_by BIGINT REFERENCES account (id);
CREATE INDEX case_file_proposed ON case_file (proposed);

-- What people do with cases, and with victims' records. SQLite changes no CHECK, so that both tables are made anew. The SHA-256 of a
-- file stands in its act.
CREATE TABLE act_new (
    id        BIGINT NOT NULL PRIMARY KEY,
    case_file BIGINT NOT NULL,                   -- the case, or the victim's record
    account   BIGINT NOT NULL,                   -- 0 for the gateway itself
    at        BIGINT NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('opened', 'named', 'linked', 'gave', 'noted', 'attached', 'told', 'replied',
        'held', 'released', 'proposed', 'withdrew', 'agreed', 'declined', 'decided', 'reopened', 'lodged', 'recorded',
        'joined', 'doomed', 'spared', 'destroyed')),
    words     TEXT   NOT NULL,
    salt      TEXT                               -- NULL once it is destroyed
);
INSERT INTO act_new (id, case_file, account, at, kind, words, salt)
    SELECT id, case_file, account, at, kind, words, salt FROM case_act;
CREATE TABLE attachment_new (
    act       BIGINT NOT NULL PRIMARY KEY REFERENCES act_new (id),
    case_file BIGINT NOT NULL,                   -- the case, or the victim's record
    name      TEXT   NOT NULL,
    content   BYTEA  NOT NULL
);
INSERT INTO attachment_new (act, case_file, name, content) SELECT act, case_file, name, content FROM case_attachment;
DROP TABLE case_attachment;
DROP TABLE case_act;
ALTER TABLE act_new RENAME TO case_act;
ALTER TABLE attachment_new RENAME TO case_attachment;
CREATE INDEX case_act_case_file ON case_act (case_file, id);
CREATE INDEX case_attachment_case_file ON case_attachment (case_file);

-- What somebody who was bullied online lodged, or somebody else for them. No clock destroys it.
CREATE TABLE victim_record (
    id           BIGINT   NOT NULL PRIMARY KEY,  -- nobody can guess it
    year         INTEGER  NOT NULL,
    number       INTEGER  NOT NULL,              -- within the year
    lodged_by    BIGINT   NOT NULL REFERENCES account (id),
    lodged_at    BIGINT   NOT NULL,
    victim       TEXT     NOT NULL CHECK (victim IN ('self', 'pupil', 'adult')),
    about_head   SMALLINT NOT NULL CHECK (about_head IN (0, 1)), -- whether it is the Head of School who is said to have done it
    case_file    BIGINT   REFERENCES case_file (id),
    doomed_by    BIGINT   REFERENCES account (id), -- who asks that it be destroyed
    destroyed_at BIGINT,
    UNIQUE (year, number)
);
CREATE INDEX victim_record_time ON victim_record (lodged_at);
CREATE INDEX victim_record_case ON victim_record (case_file);

-- A look at such a record is a look, too.
ALTER TABLE viewed ADD COLUMN seen TEXT NOT NULL DEFAULT 'list'
    CHECK (seen IN ('list', 'access', 'incident', 'name', 'export', 'case_file', 'victim_record'));
UPDATE viewed SET seen = what;
ALTER TABLE viewed DROP COLUMN what;
ALTER TABLE viewed RENAME COLUMN seen TO what;

-- What was handed over of a case: to whom, and for what.
ALTER TABLE custody ADD COLUMN made TEXT NOT NULL DEFAULT 'pack' CHECK (made IN ('pack', 'week', 'term', 'year', 'person', 'case_pack'));
UPDATE custody SET made = kind;
ALTER TABLE custody DROP COLUMN kind;
ALTER TABLE custody RENAME COLUMN made TO kind;
ALTER TABLE custody ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE custody ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
