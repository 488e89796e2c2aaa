-- What banks report, and which reports vouch for a flow.

-- A statement, intraday report or notification (one page of it) as one import brought it.
CREATE TABLE statement (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL, -- of its content: the same statement in two imports has one uid
  account_id BIGINT NOT NULL REFERENCES account (id),
  format     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('intraday', 'end_of_day', 'notification')),
  identifier TEXT,
  number     BIGINT,
  page       BIGINT,
  last_page  BIGINT, -- 1: the last page, 0: more follow, NULL: it does not say
  first_day  TEXT,
  last_day   TEXT,
  from_ts    BIGINT, -- only when the bank gives times
  to_ts      BIGINT,
  created_ts BIGINT,
  opening    BIGINT,
  closing    BIGINT,
  entries    BIGINT NOT NULL,
  tied       BIGINT NOT NULL, -- 1: opening and booked entries make the closing
  import_id  BIGINT NOT NULL REFERENCES import_file (id)
);
CREATE INDEX statement_by_account ON statement (account_id, last_day);
CREATE INDEX statement_by_import ON statement (import_id);

-- The further imports that vouch for a flow; the first one is flow.import_id. Rows of merged flows are complete.
CREATE TABLE flow_source (
  flow_uid     BYTEA NOT NULL,
  import_id    BIGINT NOT NULL REFERENCES import_file (id),
  version_uid  BYTEA NOT NULL,
  statement_id BIGINT,
  source_line  BIGINT,
  PRIMARY KEY (flow_uid, import_id, version_uid)
);
CREATE INDEX flow_source_by_import ON flow_source (import_id);

-- What each report says of a flow that several reports describe differently; the row in flow is made of them.
CREATE TABLE flow_version (
  id             BIGINT PRIMARY KEY, -- in the order of arrival
  flow_uid       BYTEA NOT NULL,
  version_uid    BYTEA NOT NULL,
  format         TEXT NOT NULL,
  kind           TEXT,
  settle_ts      BIGINT NOT NULL,
  timed          BIGINT NOT NULL,
  value_date     TEXT,
  booking_date   TEXT,
  category       TEXT,
  counterparty   TEXT,
  reference      TEXT,
  bank_reference TEXT,
  narrative      TEXT,
  UNIQUE (flow_uid, version_uid)
);

-- Intraday entries that the end-of-day statement of their day does not repeat.
CREATE TABLE flow_withdrawn (
  flow_uid  BYTEA NOT NULL,
  import_id BIGINT NOT NULL REFERENCES import_file (id), -- of the end-of-day statement
  PRIMARY KEY (flow_uid, import_id)
);
CREATE INDEX flow_withdrawn_by_import ON flow_withdrawn (import_id);

-- The transactions inside a batch entry, and the charges inside an amount.
CREATE TABLE flow_detail (
  flow_uid       BYTEA NOT NULL,
  version_uid    BYTEA NOT NULL,
  no             BIGINT NOT NULL,
  kind           TEXT NOT NULL CHECK (kind IN ('transaction', 'charge')),
  amount         BIGINT, -- minor units of currency, NULL when it is not told
  currency       TEXT,
  reference      TEXT,
  bank_reference TEXT,
  counterparty   TEXT,
  narrative      TEXT,
  PRIMARY KEY (flow_uid, version_uid, no)
);

-- Every balance that an import gives; table balance shows the newest for its instant.
CREATE TABLE balance_source (
  account_id BIGINT NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL,
  as_of      BIGINT NOT NULL,
  import_id  BIGINT NOT NULL, -- 0: entered by hand
  amount     BIGINT NOT NULL,
  source     TEXT,
  PRIMARY KEY (account_id, kind, as_of, import_id)
);
CREATE INDEX balance_source_by_import ON balance_source (import_id);
INSERT INTO balance_source SELECT account_id, kind, as_of, import_id, amount, source FROM balance WHERE import_id IS NOT NULL;

-- A fourth status, and the statement that a flow came with.
CREATE TABLE flow_next (
  id             BIGINT PRIMARY KEY,
  uid            BYTEA NOT NULL,
  account_id     BIGINT NOT NULL REFERENCES account (id),
  status         BIGINT NOT NULL CHECK (status BETWEEN 0 AND 3), -- 0 actual, 1 expected, 2 pending, 3 withdrawn
  settle_ts      BIGINT NOT NULL,
  timed          BIGINT NOT NULL, -- 1: the source gave the time; 0: only the day is known, settle_ts is its local noon
  value_date     TEXT,
  booking_date   TEXT,
  amount         BIGINT NOT NULL,
  category       TEXT,
  counterparty   TEXT,
  reference      TEXT,
  bank_reference TEXT,
  narrative      TEXT,
  import_id      BIGINT REFERENCES import_file (id),
  source_line    BIGINT,
  superseded_by  BYTEA, -- uid of the actual, or of the pending one, that took the place of this expected or pending flow
  statement_id   BIGINT -- of table statement, when its import brought one
);
INSERT INTO flow_next SELECT id, uid, account_id, status, settle_ts, timed, value_date, booking_date, amount, category, counterparty,
  reference, bank_reference, narrative, import_id, source_line, superseded_by, NULL FROM flow;
DROP TABLE flow;
ALTER TABLE flow_next RENAME TO flow;
CREATE UNIQUE INDEX flow_by_uid ON flow (uid);
CREATE INDEX flow_by_account ON flow (account_id, settle_ts);
CREATE INDEX flow_open ON flow (account_id, settle_ts) WHERE status <> 0 AND superseded_by IS NULL;
CREATE INDEX flow_superseded ON flow (superseded_by) WHERE superseded_by IS NOT NULL;
