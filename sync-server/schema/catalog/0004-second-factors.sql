-- The secret that a person's authenticator shares with us, sealed by the key file; and codes for the day when it is lost.

CREATE TABLE second_factor (
  person_id    BIGINT PRIMARY KEY REFERENCES person (id),
  sealed       BYTEA NOT NULL,
  created_at   BIGINT NOT NULL,
  confirmed_at BIGINT,                   -- asked for from then on
  last_step    BIGINT NOT NULL DEFAULT 0 -- of the newest code that was used: no other is good again
);

CREATE TABLE recovery_code (
  person_id BIGINT NOT NULL REFERENCES person (id),
  hash      BYTEA NOT NULL,
  PRIMARY KEY (person_id, hash)
);
