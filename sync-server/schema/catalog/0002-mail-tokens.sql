-- Whose address is known to be theirs, and the tokens that mails carry to show it. A token is deleted when it is used, or when the next
-- one of its purpose goes out.

ALTER TABLE person ADD COLUMN verified_at BIGINT;

CREATE TABLE mail_token (
  hash       BYTEA PRIMARY KEY,
  person_id  BIGINT NOT NULL REFERENCES person (id),
  purpose    TEXT NOT NULL CHECK (purpose IN ('verify', 'reset')),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  UNIQUE (person_id, purpose)
);
