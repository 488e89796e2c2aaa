-- The ledger. Amounts are minor units of the account's currency, inflow > 0. Instants are UTC microseconds, days ISO texts.
-- "id" is local to this file; "uid" is the identity that every copy of the organisation's data shares.

CREATE TABLE ledger_info (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- The one change record: undo, audit trail and the sync feed read it. A bulk import is one row.
CREATE TABLE change (
  no           BIGINT PRIMARY KEY,
  uid          BYTEA NOT NULL UNIQUE,
  at           BIGINT NOT NULL,
  author       TEXT NOT NULL,
  action       TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete', 'import', 'undo-import')),
  entity       TEXT NOT NULL,
  entity_uid   BYTEA NOT NULL,
  before_image TEXT,
  after_image  TEXT,
  reason       TEXT,
  undoes       BIGINT REFERENCES change (no)
);
CREATE INDEX change_by_entity ON change (entity_uid, no);

CREATE TABLE import_file (
  id          BIGINT PRIMARY KEY,
  uid         BYTEA NOT NULL UNIQUE,
  name        TEXT NOT NULL,
  format      TEXT NOT NULL,
  profile     TEXT,
  sha256      TEXT NOT NULL,
  imported_at BIGINT NOT NULL,
  rows_read   BIGINT NOT NULL,
  added       BIGINT NOT NULL,
  duplicates  BIGINT NOT NULL,
  rejected    BIGINT NOT NULL,
  undone_at   BIGINT
);

CREATE TABLE account (
  id        BIGINT PRIMARY KEY,
  uid       BYTEA NOT NULL UNIQUE,
  number    TEXT NOT NULL,
  iban      TEXT,
  name      TEXT,
  kind      TEXT NOT NULL CHECK (kind IN ('nostro', 'custody', 'prime_broker', 'central_bank', 'other')),
  bank      TEXT,
  currency  TEXT NOT NULL,
  zone      TEXT NOT NULL,
  calendar  TEXT NOT NULL,
  opened    TEXT,
  import_id BIGINT REFERENCES import_file (id),
  UNIQUE (number, currency)
);

CREATE TABLE flow (
  id             BIGINT PRIMARY KEY,
  uid            BYTEA NOT NULL,
  account_id     BIGINT NOT NULL REFERENCES account (id),
  status         BIGINT NOT NULL CHECK (status BETWEEN 0 AND 2), -- 0 actual, 1 expected, 2 pending
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
  superseded_by  BYTEA -- uid of the actual, or of the pending one, that took the place of this expected or pending flow
);
CREATE UNIQUE INDEX flow_by_uid ON flow (uid);
CREATE INDEX flow_by_account ON flow (account_id, settle_ts);
CREATE INDEX flow_open ON flow (account_id, settle_ts) WHERE status <> 0 AND superseded_by IS NULL;
CREATE INDEX flow_superseded ON flow (superseded_by) WHERE superseded_by IS NOT NULL;

-- Sums a day of the account's zone; kept in the transaction that changes flows, verified by the check command.
CREATE TABLE flow_day (
  account_id BIGINT NOT NULL REFERENCES account (id),
  status     BIGINT NOT NULL,
  day        TEXT NOT NULL,
  n          BIGINT NOT NULL,
  credit     BIGINT NOT NULL,
  debit      BIGINT NOT NULL,
  PRIMARY KEY (account_id, status, day)
);

CREATE TABLE balance (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id),
  as_of      BIGINT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('ledger', 'available')),
  amount     BIGINT NOT NULL,
  source     TEXT,
  import_id  BIGINT REFERENCES import_file (id),
  UNIQUE (account_id, kind, as_of)
);

CREATE TABLE position (
  id           BIGINT PRIMARY KEY,
  uid          BYTEA NOT NULL UNIQUE,
  account_id   BIGINT NOT NULL REFERENCES account (id),
  day          TEXT NOT NULL,
  instrument   TEXT NOT NULL,
  isin         TEXT,
  quantity     TEXT NOT NULL, -- exact decimal
  price        TEXT,
  currency     TEXT NOT NULL,
  market_value BIGINT,
  import_id    BIGINT REFERENCES import_file (id)
);
CREATE INDEX position_by_account ON position (account_id, day);

CREATE TABLE limit_line (
  id            BIGINT PRIMARY KEY,
  uid           BYTEA NOT NULL UNIQUE,
  account_id    BIGINT NOT NULL UNIQUE REFERENCES account (id),
  floor_amount  BIGINT NOT NULL, -- headroom below it is a breach
  early_warning BIGINT
);

CREATE TABLE credit_line (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id),
  name       TEXT NOT NULL,
  amount     BIGINT NOT NULL CHECK (amount >= 0),
  committed  BIGINT NOT NULL,
  secured    BIGINT NOT NULL
);

CREATE TABLE obligation (
  id           BIGINT PRIMARY KEY,
  uid          BYTEA NOT NULL UNIQUE,
  account_id   BIGINT NOT NULL REFERENCES account (id),
  due_ts       BIGINT NOT NULL,
  amount       BIGINT NOT NULL CHECK (amount > 0), -- to be paid by then
  name         TEXT NOT NULL,
  counterparty TEXT,
  reference    TEXT
);
CREATE INDEX obligation_by_due ON obligation (account_id, due_ts);

CREATE TABLE scenario (
  id          BIGINT PRIMARY KEY,
  uid         BYTEA NOT NULL UNIQUE,
  name        TEXT NOT NULL UNIQUE,
  description TEXT,
  definition  TEXT NOT NULL -- JSON
);

-- An analyst's change to the forecast of one account and day, with its reason; kept and scored.
CREATE TABLE forecast_override (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id),
  settle_ts  BIGINT NOT NULL,
  amount     BIGINT NOT NULL,
  reason     TEXT NOT NULL
);

-- The first rule (by rank) whose patterns all match gives the category.
CREATE TABLE category_rule (
  id           BIGINT PRIMARY KEY,
  uid          BYTEA NOT NULL UNIQUE,
  rank         BIGINT NOT NULL,
  counterparty TEXT, -- contained in, without case
  narrative    TEXT,
  direction    TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
  category     TEXT NOT NULL
);

CREATE TABLE import_profile (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  name       TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL -- JSON, with the fingerprints of the headers it reads
);
