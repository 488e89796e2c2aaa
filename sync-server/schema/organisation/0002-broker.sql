-- What a bank has given to be let in by, sealed by the key file: of a connection of the ledger, by the name of its field.

CREATE TABLE broker_secret (
  id         BIGINT PRIMARY KEY,
  connection BYTEA NOT NULL, -- its uid
  field      TEXT NOT NULL,
  sealed     BYTEA NOT NULL,
  UNIQUE (connection, field)
);
