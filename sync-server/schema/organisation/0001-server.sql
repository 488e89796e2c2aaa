-- Laid beside the ledger's tables in an organisation's store, and into the catalog: what was done through the server.

-- Append-only: each row's hash covers the row and the hash before it.
CREATE TABLE audit (
  no           BIGINT PRIMARY KEY,
  at           BIGINT NOT NULL,
  organisation TEXT NOT NULL, -- uid; empty when none is known
  actor        TEXT NOT NULL, -- uid of the person; empty when none is known
  action       TEXT NOT NULL,
  target       TEXT NOT NULL,
  request      TEXT NOT NULL,
  hash         BYTEA NOT NULL
);
CREATE INDEX audit_by_organisation ON audit (organisation, no);

-- Answers that are given again when a write is sent again with the same Idempotency-Key.
CREATE TABLE answered (
  person      TEXT NOT NULL,
  key         TEXT NOT NULL,
  fingerprint BYTEA NOT NULL, -- SHA-256 of what was asked
  status      BIGINT NOT NULL,
  body        TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (person, key)
);
CREATE INDEX answered_by_time ON answered (at);
