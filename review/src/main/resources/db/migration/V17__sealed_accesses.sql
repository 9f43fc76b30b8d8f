-- What flagged accesses tell of people is encrypted: the device, the address, the evidence, and what people wrote beside them. Rows from
-- before are encrypted at the next start, one of these lines after the other; a line that is done is taken out.
CREATE TABLE sealing (
    what TEXT   NOT NULL PRIMARY KEY,
    done BIGINT NOT NULL                        -- up to which number, where rows have one
);
INSERT INTO sealing (what, done) VALUES ('flagged_access', -1), ('client', -1), ('incident_act', -1), ('reveal', -1),
    ('personal_copy', -1), ('custody', -1), ('sorting', -1), ('topic', -1);
