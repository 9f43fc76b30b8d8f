-- What people show beside a password, and how they come in again where they have lost it.

-- Whether its owner has chosen a password once: then no start of the gateway makes another.
ALTER TABLE account ADD COLUMN settled SMALLINT NOT NULL DEFAULT 0;
UPDATE account SET settled = 1 - must_change;

-- When the one who is signed in last gave a password, a code or a passkey.
ALTER TABLE session ADD COLUMN confirmed BIGINT NOT NULL DEFAULT 0;

-- The secret that an account shares with an app on a phone. It is encrypted; the key is in a file and not here.
CREATE TABLE factor (
    account   BIGINT NOT NULL PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
    secret    TEXT   NOT NULL,
    since     BIGINT NOT NULL,
    last_step BIGINT NOT NULL                  -- the latest half-minute whose code was used; it and all before are spent
);

-- Codes that work once each, in place of one from the phone. Each is a keyed mark; a spent one has no row.
CREATE TABLE recovery_code (
    account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    mark    TEXT   NOT NULL,
    PRIMARY KEY (account, mark)
);

CREATE TABLE passkey (
    id        TEXT    NOT NULL PRIMARY KEY,    -- as the browser names it, in base64url
    account   BIGINT  NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    name      TEXT    NOT NULL,                -- what its owner calls it
    credential TEXT   NOT NULL,                -- its public half, in base64url
    synced  SMALLINT NOT NULL CHECK (synced IN (0, 1)), -- whether its owner's devices may share it
    uses      BIGINT  NOT NULL,                -- its own counter
    created   BIGINT  NOT NULL,
    used      BIGINT                           -- when it was last used
);
CREATE INDEX passkey_account ON passkey (account);

-- Someone who cannot come in has asked for help. It is done when two others have said yes, and ends by itself after two days.
CREATE TABLE rescue (
    account   BIGINT NOT NULL PRIMARY KEY,
    asked     BIGINT NOT NULL,
    first_yes BIGINT                           -- the account that has said yes first
);

-- What was done to sign-ins, for everybody who has one to see. It names nobody.
CREATE TABLE sign_in_note (
    id   BIGINT NOT NULL PRIMARY KEY,
    at   BIGINT NOT NULL,
    what TEXT   NOT NULL CHECK (what IN ('two_people', 'machine'))
);
