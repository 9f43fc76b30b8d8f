-- What shows whether a flagged access was changed after it was written.

-- What a record's digest was keyed with, 32 hexadecimal digits. It goes with its row, and then nobody can tell from the chain
-- what stood there. NULL only in rows from before there was a chain, until they are taken in.
ALTER TABLE flagged_access ADD COLUMN salt TEXT;

-- One row: whose chain it is, and where it ends. Whoever writes changes it first, so that entries come one after the other.
CREATE TABLE chain_head (
    id      SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    origin  TEXT     NOT NULL,
    size    BIGINT   NOT NULL,
    hash    TEXT     NOT NULL,
    adopted SMALLINT NOT NULL CHECK (adopted IN (0, 1)) -- whether all rows from before have been taken in
);

-- The chain. It only grows.
CREATE TABLE chain_entry (
    seq    BIGINT NOT NULL PRIMARY KEY,
    kind   TEXT   NOT NULL,
    about  BIGINT NOT NULL,                    -- the number of a flagged access
    digest TEXT   NOT NULL,
    hash   TEXT   NOT NULL
);
CREATE INDEX chain_entry_about ON chain_entry (about);

-- The keys that have signed checkpoints; their private halves are in a file, and only the latest.
CREATE TABLE chain_signer (
    id         TEXT   NOT NULL PRIMARY KEY,
    place      BIGINT NOT NULL,                -- in what order they began
    public_key TEXT   NOT NULL,
    since      BIGINT NOT NULL,
    parent     TEXT   NOT NULL,
    voucher    TEXT   NOT NULL
);

CREATE TABLE chain_checkpoint (
    size     BIGINT NOT NULL,
    signer   TEXT   NOT NULL,
    note     TEXT   NOT NULL,                  -- as it leaves the building
    frontier TEXT   NOT NULL,                  -- what is needed to go on with the tree
    PRIMARY KEY (size, signer)
);

-- What was destroyed on purpose. The digest of each is in the chain.
CREATE TABLE destroyed (
    number BIGINT NOT NULL PRIMARY KEY,
    note   TEXT   NOT NULL,                    -- one line of JSON: the number, when, why
    salt   TEXT   NOT NULL
);
