-- How deliberate each access looked when it was asked: the letter of its first grade. What is older has none.
ALTER TABLE flagged_access ADD COLUMN grade TEXT NOT NULL DEFAULT 'u'
    CHECK (grade IN ('a', 'b', 'c', 'd', 'e', 'u'));
ALTER TABLE access_category ADD COLUMN grade TEXT NOT NULL DEFAULT 'u';

-- With a grade, group and verdict are compared within the index: one for each of their combinations would cost more at
-- every insert than it gains.
CREATE INDEX flagged_access_grade ON flagged_access (grade, number, grp, verdict);
CREATE INDEX access_category_grade ON access_category (category, grade, number, grp, verdict);

-- What the same device did around an access.
CREATE INDEX flagged_access_client ON flagged_access (client, number);

-- The counts by grade, too.
CREATE TABLE graded_count (
    day      TEXT   NOT NULL,
    grp      TEXT   NOT NULL,
    category TEXT   NOT NULL,
    verdict  TEXT   NOT NULL,
    grade    TEXT   NOT NULL,
    accesses BIGINT NOT NULL,
    PRIMARY KEY (category, day, grp, verdict, grade)
);
INSERT INTO graded_count (day, grp, category, verdict, grade, accesses)
    SELECT day, grp, category, verdict, 'u', accesses FROM access_count;
DROP TABLE access_count;
ALTER TABLE graded_count RENAME TO access_count;
