-- One schema for SQLite and PostgreSQL: numbers are made by the application, times are milliseconds since 1970,
-- truths are 0 or 1, words are checked, and what no query asks for is JSON in a text column.

-- One row for each flagged access. It is inserted once and never updated.
CREATE TABLE flagged_access (
    number    BIGINT   NOT NULL PRIMARY KEY,
    format    SMALLINT NOT NULL,              -- how the evidence is written
    trace     TEXT     NOT NULL,              -- 16 hexadecimal digits
    reference TEXT     NOT NULL,              -- what people read out to each other
    at        BIGINT   NOT NULL,
    day       TEXT     NOT NULL,              -- YYYY-MM-DD in the school's time zone
    grp       TEXT     NOT NULL,
    client    TEXT     NOT NULL,
    certainty TEXT     NOT NULL CHECK (certainty IN ('not_known', 'one_of_several', 'from_network', 'signed_in')),
    verdict   TEXT     NOT NULL CHECK (verdict IN ('allow', 'flag', 'coach', 'block')),
    grp_verdict TEXT   NOT NULL,              -- both, as 'pupils/block': one column, so that only one index fits
    rule      TEXT     NOT NULL,
    sealed    SMALLINT NOT NULL CHECK (sealed IN (0, 1)),
    target    TEXT,
    host      TEXT,
    seal      TEXT,                           -- the keyed mark of a sealed address
    fault     SMALLINT NOT NULL CHECK (fault IN (0, 1)),
    snapshot  TEXT     NOT NULL,
    evidence  TEXT     NOT NULL,
    CHECK (sealed = 0 AND target IS NOT NULL AND host IS NOT NULL AND seal IS NULL
        OR sealed = 1 AND target IS NULL AND host IS NULL AND seal IS NOT NULL)
);
CREATE INDEX flagged_access_grp ON flagged_access (grp, number);
CREATE INDEX flagged_access_verdict ON flagged_access (verdict, number);
CREATE INDEX flagged_access_grp_verdict ON flagged_access (grp_verdict, number);
CREATE INDEX flagged_access_reference ON flagged_access (reference, number);

-- The categories of each, with what else a list is narrowed by, so that one index answers each combination.
CREATE TABLE access_category (
    category TEXT   NOT NULL,
    number   BIGINT NOT NULL REFERENCES flagged_access (number) ON DELETE CASCADE,
    grp      TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    grp_verdict TEXT NOT NULL,
    PRIMARY KEY (category, number)
);
CREATE INDEX access_category_number ON access_category (number);
CREATE INDEX access_category_grp ON access_category (category, grp, number);
CREATE INDEX access_category_verdict ON access_category (category, verdict, number);
CREATE INDEX access_category_grp_verdict ON access_category (category, grp_verdict, number);

-- The lowest and the highest number of each day: numbers sort by time, so a day is a span of them.
CREATE TABLE access_day (
    day          TEXT   NOT NULL PRIMARY KEY,
    first_number BIGINT NOT NULL,
    last_number  BIGINT NOT NULL
);

-- How many there are; the category '' counts each access once.
CREATE TABLE access_count (
    day      TEXT   NOT NULL,
    grp      TEXT   NOT NULL,
    category TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    accesses BIGINT NOT NULL,
    PRIMARY KEY (category, day, grp, verdict)
);

CREATE TABLE group_name (
    name  TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL
);

CREATE TABLE category_name (
    slug    TEXT NOT NULL PRIMARY KEY,
    title   TEXT NOT NULL,
    subject TEXT NOT NULL
);

CREATE TABLE account (
    id            BIGINT   NOT NULL PRIMARY KEY,
    name          TEXT     NOT NULL UNIQUE,
    display_name  TEXT     NOT NULL,
    role          TEXT     NOT NULL CHECK (role IN ('head', 'it')),
    password_hash TEXT     NOT NULL,
    must_change   SMALLINT NOT NULL CHECK (must_change IN (0, 1)),
    created       BIGINT   NOT NULL
);

CREATE TABLE session (
    id_hash    TEXT   NOT NULL PRIMARY KEY,
    account    BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    csrf_token TEXT   NOT NULL,
    created    BIGINT NOT NULL,
    idle_until BIGINT NOT NULL,
    expires    BIGINT NOT NULL
);
CREATE INDEX session_account ON session (account);

-- Who has looked at what; access is 0 for a list.
CREATE TABLE viewed (
    id      BIGINT NOT NULL PRIMARY KEY,
    account BIGINT NOT NULL REFERENCES account (id),
    at      BIGINT NOT NULL,
    what    TEXT   NOT NULL CHECK (what IN ('list', 'access')),
    access  BIGINT NOT NULL
);
CREATE INDEX viewed_access ON viewed (access, id);
CREATE INDEX viewed_account ON viewed (account, id);
