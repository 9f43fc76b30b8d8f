-- What is to be told to people, until it has been. No row holds a name, an address that was asked for, or what it was about.
CREATE TABLE outbox (
    id        BIGINT   NOT NULL PRIMARY KEY,
    recipient TEXT     NOT NULL,
    subject   TEXT     NOT NULL,
    body      TEXT     NOT NULL,               -- empty once it has been sent
    made      BIGINT   NOT NULL,
    due       BIGINT   NOT NULL,               -- when it is tried next
    tries     INTEGER  NOT NULL,
    sent      SMALLINT NOT NULL CHECK (sent IN (0, 1)),
    fault     TEXT                             -- why the last try failed
);
CREATE INDEX outbox_due ON outbox (sent, due);

-- When somebody was last told of one device and one subject.
CREATE TABLE alerted (
    topic TEXT   NOT NULL PRIMARY KEY,
    at    BIGINT NOT NULL
);
