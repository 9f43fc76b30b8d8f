-- What cases and victims' records hold of people is encrypted, each with a key of its own. Rows from before are encrypted at the next
-- start.
ALTER TABLE case_file ADD COLUMN data_key TEXT;     -- encrypted with the key of cases; NULL until then, and once it is destroyed
ALTER TABLE victim_record ADD COLUMN data_key TEXT; -- the same

-- What tells the key of cases from any other, and says that there is one.
CREATE TABLE case_key (
    id   SMALLINT NOT NULL PRIMARY KEY CHECK (id = 1),
    mark TEXT     NOT NULL
);
