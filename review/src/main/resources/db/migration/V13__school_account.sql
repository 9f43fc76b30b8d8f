-- Which account of the school's own provider (OpenID Connect) belongs to whom who signs in here. The provider's own word for a person
-- stands here and nowhere else.
CREATE TABLE school_account (
    subject TEXT   NOT NULL PRIMARY KEY,       -- issuer and subject, hashed
    account BIGINT NOT NULL UNIQUE REFERENCES account (id) ON DELETE CASCADE,
    since   BIGINT NOT NULL
);
