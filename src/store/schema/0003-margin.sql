-- What a prime broker asks for. A statement that gives other figures for the same account, time and methodology is a new
-- revision; the highest one stands, and taking its import back lets the one before stand again.
CREATE TABLE margin (
  id          BIGINT PRIMARY KEY,
  uid         BYTEA NOT NULL UNIQUE,
  account_id  BIGINT NOT NULL REFERENCES account (id),
  as_of       BIGINT NOT NULL,
  methodology TEXT NOT NULL CHECK (methodology IN ('house', 'regt', 'portfolio')),
  revision    BIGINT NOT NULL CHECK (revision > 0),
  currency    TEXT NOT NULL,
  requirement BIGINT NOT NULL CHECK (requirement >= 0),
  equity      BIGINT,
  excess      BIGINT, -- equity - requirement, as the source has it; below 0 it is a deficit
  call_amount BIGINT CHECK (call_amount >= 0),
  call_due_ts BIGINT,
  import_id   BIGINT REFERENCES import_file (id),
  UNIQUE (account_id, methodology, as_of, revision)
);
