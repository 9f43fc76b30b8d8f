-- Who was shown the school's notice on monitoring, and when. Whose it is is spelled as devices and people are, see RecordSeal.
CREATE TABLE notice_shown (
    asker   TEXT   NOT NULL,
    version TEXT   NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (asker, version)
);
CREATE INDEX notice_shown_version ON notice_shown (version, at);
