-- Texts that records name by their digest: policy.yaml, and which lists were in force. They go with the last record that
-- names them.
CREATE TABLE kept_text (
    sha256   TEXT NOT NULL PRIMARY KEY,
    body     TEXT NOT NULL,                -- gzip, in base64
    last_day TEXT NOT NULL                 -- the day of the latest record that names it
);

-- An address and a category that lists had put it in when that decided about a record; one row for all such records.
CREATE TABLE sorting (
    name     TEXT   NOT NULL PRIMARY KEY,  -- 32 hexadecimal digits, made of address and category
    asked    TEXT   NOT NULL,
    category TEXT   NOT NULL,
    gone_at  BIGINT,                       -- since when lists no longer put it there
    gone_by  TEXT                          -- what was in force then
);
CREATE TABLE access_sorting (
    number  BIGINT NOT NULL REFERENCES flagged_access (number) ON DELETE CASCADE,
    sorting TEXT   NOT NULL,               -- no reference: who writes must not wait for who destroys
    PRIMARY KEY (number, sorting)
);
CREATE INDEX access_sorting_sorting ON access_sorting (sorting, number);
