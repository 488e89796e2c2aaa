-- What the desk wants to be told of, what was told, and who has seen it.

-- A rule of one account takes the place of the one for all accounts. The thresholds' units are in docs/architecture/database_schema.md.
CREATE TABLE alert_rule (
  id                BIGINT PRIMARY KEY,
  uid               BYTEA NOT NULL UNIQUE,
  kind              TEXT NOT NULL CHECK (kind IN ('breach-risk', 'breach', 'late-receipt', 'cut-off', 'stale-feed', 'regime',
                                                  'calibration', 'margin-call', 'import')),
  account_id        BIGINT REFERENCES account (id), -- NULL: all accounts
  threshold         BIGINT NOT NULL CHECK (threshold >= 0),
  lead_minutes      BIGINT CHECK (lead_minutes > 0), -- NULL: of kinds that do not look ahead or back
  cool_down_minutes BIGINT NOT NULL CHECK (cool_down_minutes >= 0),
  active            BIGINT NOT NULL CHECK (active IN (0, 1))
);

-- The rules of a new ledger. Every ledger has the same ones, so their identities are the same too.
INSERT INTO alert_rule (id, uid, kind, account_id, threshold, lead_minutes, cool_down_minutes, active) VALUES
  (1, CAST ('aeq-alert-rule-1' AS BYTEA), 'breach-risk', NULL, 2000, 1440, 240, 1),
  (2, CAST ('aeq-alert-rule-2' AS BYTEA), 'breach', NULL, 0, NULL, 60, 1),
  (3, CAST ('aeq-alert-rule-3' AS BYTEA), 'late-receipt', NULL, 60, NULL, 240, 1),
  (4, CAST ('aeq-alert-rule-4' AS BYTEA), 'cut-off', NULL, 0, 120, 60, 1),
  (5, CAST ('aeq-alert-rule-5' AS BYTEA), 'stale-feed', NULL, 3, NULL, 1440, 1),
  (6, CAST ('aeq-alert-rule-6' AS BYTEA), 'regime', NULL, 5000, 7200, 1440, 1),
  (7, CAST ('aeq-alert-rule-7' AS BYTEA), 'calibration', NULL, 500, NULL, 10080, 1),
  (8, CAST ('aeq-alert-rule-8' AS BYTEA), 'margin-call', NULL, 0, NULL, 120, 1),
  (9, CAST ('aeq-alert-rule-9' AS BYTEA), 'import', NULL, 1, 1440, 1440, 1);

-- An alert that was raised. Made by the program, so it stands outside of the change record. It points to no account by its local
-- number: it stays when an import that made the account is taken back.
CREATE TABLE alert (
  id          BIGINT PRIMARY KEY,
  uid         TEXT NOT NULL UNIQUE, -- as acknowledgements name it
  kind        TEXT NOT NULL,
  cause       TEXT NOT NULL, -- one alert is open for a cause at a time
  account_uid BYTEA,
  account     TEXT, -- its number then
  severity    BIGINT NOT NULL CHECK (severity BETWEEN 0 AND 2), -- 0 critical, 1 warning, 2 notice
  subject     TEXT,
  cases       BIGINT NOT NULL CHECK (cases > 0), -- how many of the same it stands for
  amount      BIGINT, -- minor units of the currency
  currency    TEXT,
  share       DOUBLE PRECISION,
  at_ts       BIGINT,
  zone        TEXT NOT NULL,
  raised_at   BIGINT NOT NULL,
  told_at     BIGINT NOT NULL,
  times       BIGINT NOT NULL,
  resolved_at BIGINT -- NULL: its cause holds
);
CREATE INDEX alert_by_cause ON alert (cause, raised_at);
CREATE INDEX alert_by_time ON alert (resolved_at, raised_at);

CREATE TABLE alert_acknowledgement (
  id     BIGINT PRIMARY KEY,
  uid    BYTEA NOT NULL UNIQUE,
  alert  TEXT NOT NULL UNIQUE, -- its uid
  at_ts  BIGINT NOT NULL,
  author TEXT NOT NULL,
  note   TEXT
);

-- Files that were refused whole: they leave no other trace.
CREATE TABLE import_refusal (
  id         BIGINT PRIMARY KEY,
  refused_at BIGINT NOT NULL,
  name       TEXT NOT NULL,
  reason     TEXT NOT NULL
);
