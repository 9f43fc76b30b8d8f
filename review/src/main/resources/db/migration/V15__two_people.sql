-- A decision against somebody waits for a second person's word.
ALTER TABLE case_file ADD COLUMN proposed TEXT CHECK (proposed IN ('substantiated', 'malicious'));
ALTER TABLE case_file ADD COLUMN proposed_by BIGINT REFERENCES account (id);
CREATE INDEX case_file_proposed ON case_file (proposed);

-- More that people do with a case. SQLite changes no CHECK, so that the column is made anew.
ALTER TABLE case_act ADD COLUMN did TEXT NOT NULL DEFAULT 'opened' CHECK (did IN ('opened', 'named', 'linked', 'gave',
    'noted', 'attached', 'told', 'replied', 'held', 'released', 'proposed', 'withdrew', 'agreed', 'declined', 'decided',
    'reopened'));
UPDATE case_act SET did = kind;
ALTER TABLE case_act DROP COLUMN kind;
ALTER TABLE case_act RENAME COLUMN did TO kind;

-- What was handed over of a case: to whom, and for what.
ALTER TABLE custody ADD COLUMN made TEXT NOT NULL DEFAULT 'pack' CHECK (made IN ('pack', 'week', 'term', 'case_pack'));
UPDATE custody SET made = kind;
ALTER TABLE custody DROP COLUMN kind;
ALTER TABLE custody RENAME COLUMN made TO kind;
ALTER TABLE custody ADD COLUMN recipient TEXT NOT NULL DEFAULT '';
ALTER TABLE custody ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
