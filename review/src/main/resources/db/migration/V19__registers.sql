-- The registers of the Head of School. What an entry says stands in its first act, encrypted with a key of its own, and in the chain.
CREATE TABLE register_entry (
    id           BIGINT   NOT NULL PRIMARY KEY,
    register     TEXT     NOT NULL,
    number       INTEGER  NOT NULL,             -- within its register
    data_key     TEXT     NOT NULL,             -- encrypted with the key of cases
    begins       BIGINT   NOT NULL,
    ends         BIGINT   NOT NULL,             -- not within it
    by_two       SMALLINT NOT NULL CHECK (by_two IN (0, 1)),
    entered_by   BIGINT   NOT NULL REFERENCES account (id),
    entered_at   BIGINT   NOT NULL,
    granted      SMALLINT NOT NULL CHECK (granted IN (0, 1)),
    answered_by  BIGINT   REFERENCES account (id),
    answered_at  BIGINT,
    withdrawn_by BIGINT   REFERENCES account (id),
    withdrawn_at BIGINT,
    UNIQUE (register, number)
);
CREATE INDEX register_entry_ends ON register_entry (register, ends);

-- Counts the changes of what registers open, so that each gateway sees by one row whether there was one.
CREATE TABLE register_turn (
    id   SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    turn BIGINT   NOT NULL
);
INSERT INTO register_turn (id, turn) VALUES (1, 0);

-- What people do with entries is an act, too. SQLite changes no CHECK, so that the tables are made anew; the words are the program's to
-- check from here on.
CREATE TABLE act_new (
    id        BIGINT NOT NULL PRIMARY KEY,
    case_file BIGINT NOT NULL,                   -- the case, the victim's record, or the entry of a register
    account   BIGINT NOT NULL,                   -- 0 for the gateway itself
    at        BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
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

-- A look at a register is a look, too.
ALTER TABLE viewed ADD COLUMN seen TEXT NOT NULL DEFAULT 'list';
UPDATE viewed SET seen = what;
ALTER TABLE viewed DROP COLUMN what;
ALTER TABLE viewed RENAME COLUMN seen TO what;
