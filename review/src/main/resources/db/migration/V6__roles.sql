-- More people than the Head of School and IT sign in, and each sees something else.

-- SQLite changes no CHECK, so that the column is made anew.
ALTER TABLE account ADD COLUMN duty TEXT NOT NULL DEFAULT 'it' CHECK (duty IN ('head', 'safeguarding_lead',
    'deputy_lead', 'senior_leader', 'governor', 'chair', 'it', 'data_protection', 'auditor'));
UPDATE account SET duty = role;
ALTER TABLE account DROP COLUMN role;
ALTER TABLE account RENAME COLUMN duty TO role;

-- The devices that somebody who signs in has for themselves. Nobody reads what came from their own.
CREATE TABLE own_device (
    account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    client  TEXT   NOT NULL,                   -- an address
    PRIMARY KEY (account, client)
);
