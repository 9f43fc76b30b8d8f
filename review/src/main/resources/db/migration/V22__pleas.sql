-- What people say of closed sites: that they should be open. Who said it, and on which device, is kept nowhere. What was said, of which
-- site, stands in the first act, encrypted with a key of its own, and in the chain.
CREATE TABLE plea (
    id           BIGINT   NOT NULL PRIMARY KEY,
    reference    TEXT     NOT NULL UNIQUE,      -- what people read out to each other; nobody can guess it
    data_key     TEXT,                          -- encrypted with the key of cases; NULL once it is destroyed
    at           BIGINT   NOT NULL,
    kind         TEXT     NOT NULL,
    needed_at    BIGINT,                        -- when the lesson begins
    grp          TEXT     NOT NULL,
    group_title  TEXT     NOT NULL,
    pupil        SMALLINT NOT NULL CHECK (pupil IN (0, 1)),
    site         TEXT     NOT NULL,             -- stands for the host, see RecordSeal; '' once it is destroyed
    entry        TEXT     NOT NULL,             -- stands for the entry that closed it; '' where none did
    category     TEXT     NOT NULL,             -- its title; '' where no list decided
    asked        BIGINT   NOT NULL,             -- how often it was said
    repeated     SMALLINT NOT NULL CHECK (repeated IN (0, 1)), -- whether the site had been kept closed before
    state        TEXT     NOT NULL,
    change       BIGINT,                        -- the change of lists that waits for a second person
    decided_by   BIGINT   REFERENCES account (id),
    decided_at   BIGINT,
    destroyed_at BIGINT
);
CREATE INDEX plea_queue ON plea (state, at);
CREATE INDEX plea_site ON plea (site, state);
CREATE INDEX plea_at ON plea (at);
