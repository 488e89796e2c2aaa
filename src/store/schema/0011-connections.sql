-- What the desk is connected with, and how its last run went. No secret is ever here: those are in the person's keyring.
CREATE TABLE connection (
  id            BIGINT PRIMARY KEY,
  uid           BYTEA NOT NULL UNIQUE,
  kind          TEXT NOT NULL CHECK (kind IN ('file-drop', 'fred', 'nyfed', 'ofr', 'goldman-sachs', 'morgan-stanley', 'jp-morgan')),
  name          TEXT NOT NULL,
  every_minutes BIGINT CHECK (every_minutes > 0), -- NULL: only when a person asks
  settings      TEXT NOT NULL -- a JSON object of texts, the fields of its kind
);

-- The public feeds are in every ledger, so their identities are the same too.
INSERT INTO connection (id, uid, kind, name, every_minutes, settings) VALUES
  (1, CAST ('aeq-connection-1' AS BYTEA), 'fred', 'FRED', NULL, '{}'),
  (2, CAST ('aeq-connection-2' AS BYTEA), 'nyfed', 'New York Fed', NULL, '{}'),
  (3, CAST ('aeq-connection-3' AS BYTEA), 'ofr', 'OFR', NULL, '{}');

-- The last run of each that did or found something. Made by the program, so it stands outside of the change record; it stays when its
-- connection is removed, which can be undone.
CREATE TABLE connection_run (
  connection_uid BYTEA PRIMARY KEY,
  at_ts          BIGINT NOT NULL,
  items          BIGINT NOT NULL, -- files imported, series fetched
  added          BIGINT NOT NULL, -- flows, values
  failed         BIGINT NOT NULL, -- files refused, series not fetched
  reason         TEXT -- why, when something failed
);
