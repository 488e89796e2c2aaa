-- What the BCBS 248 report needs beside the flows.

-- Accounts that are reported together. They are netted against each other only where funds move freely between them in the day.
CREATE TABLE account_set (
  id   BIGINT PRIMARY KEY,
  uid  BYTEA NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  nets BIGINT NOT NULL CHECK (nets IN (0, 1))
);

CREATE TABLE account_set_member (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  set_name   TEXT NOT NULL REFERENCES account_set (name),
  account_id BIGINT NOT NULL REFERENCES account (id),
  UNIQUE (set_name, account_id)
);

-- Liquidity that is neither a balance nor a credit line. A figure holds from the open of its day until a later one of the same
-- account, kind and name takes its place; 0 ends it.
CREATE TABLE liquidity_source (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL CHECK (kind IN ('central_bank_collateral', 'ancillary_collateral', 'unencumbered_assets', 'other_banks',
                                           'other')),
  name       TEXT NOT NULL,
  as_of      TEXT NOT NULL,
  amount     BIGINT NOT NULL CHECK (amount >= 0), -- before the haircut
  haircut_bp BIGINT NOT NULL CHECK (haircut_bp BETWEEN 0 AND 10000),
  UNIQUE (account_id, kind, name, as_of)
);

-- Intraday credit that the desk grants to its customers.
CREATE TABLE customer_line (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  account_id BIGINT NOT NULL REFERENCES account (id),
  customer   TEXT NOT NULL,
  amount     BIGINT NOT NULL CHECK (amount >= 0),
  secured    BIGINT NOT NULL CHECK (secured IN (0, 1)),
  committed  BIGINT NOT NULL CHECK (committed IN (0, 1)),
  valid_from TEXT,
  valid_to   TEXT, -- its last day
  peak_use   BIGINT CHECK (peak_use >= 0), -- the most that was drawn in the time for which the line is valid
  CHECK (valid_from <= valid_to)
);

-- Outflows of these categories are payments made for customers.
CREATE TABLE customer_category (
  id       BIGINT PRIMARY KEY,
  uid      BYTEA NOT NULL UNIQUE,
  category TEXT NOT NULL UNIQUE
);

ALTER TABLE credit_line ADD COLUMN valid_from TEXT;
ALTER TABLE credit_line ADD COLUMN valid_to TEXT;
