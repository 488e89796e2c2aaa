-- What the market published, what was forecast, and how good it was.

CREATE TABLE market_observation (
  series   TEXT NOT NULL,
  day      TEXT NOT NULL,
  known_on TEXT NOT NULL, -- the day on which the value could first be read
  value    DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (series, day, known_on)
);

CREATE TABLE model (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  version    TEXT NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  status     TEXT NOT NULL CHECK (status IN ('shadow', 'current', 'retired')),
  metadata   TEXT NOT NULL, -- JSON
  content    BYTEA NOT NULL
);

-- An issued forecast is frozen: rows here are never changed.
CREATE TABLE forecast_run (
  id            BIGINT PRIMARY KEY,
  uid           BYTEA NOT NULL UNIQUE,
  as_of         BIGINT NOT NULL,
  model_version TEXT NOT NULL,
  scenario      TEXT,
  seed          BIGINT NOT NULL,
  regime        TEXT NOT NULL,
  p_steady      DOUBLE PRECISION,
  p_elevated    DOUBLE PRECISION,
  p_crisis      DOUBLE PRECISION,
  content       TEXT NOT NULL, -- the JSON that was shown
  content_hash  TEXT NOT NULL
);
CREATE INDEX forecast_run_by_time ON forecast_run (as_of);

-- Quantiles to be scored: daily net flows by horizon, and today's remaining net flow as horizon 0.
CREATE TABLE forecast_quantile (
  run_id     BIGINT NOT NULL REFERENCES forecast_run (id),
  account_id BIGINT NOT NULL REFERENCES account (id),
  horizon    BIGINT NOT NULL,
  day        TEXT NOT NULL,
  known_net  BIGINT NOT NULL, -- part of the day's net that had settled when the forecast was made
  naive      DOUBLE PRECISION, -- seasonal naive of the same target
  q025       DOUBLE PRECISION NOT NULL,
  q05        DOUBLE PRECISION NOT NULL,
  q10        DOUBLE PRECISION NOT NULL,
  q25        DOUBLE PRECISION NOT NULL,
  q50        DOUBLE PRECISION NOT NULL,
  q75        DOUBLE PRECISION NOT NULL,
  q90        DOUBLE PRECISION NOT NULL,
  q95        DOUBLE PRECISION NOT NULL,
  q975       DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run_id, account_id, horizon)
);

CREATE TABLE forecast_score (
  run_id     BIGINT NOT NULL,
  account_id BIGINT NOT NULL,
  horizon    BIGINT NOT NULL,
  day        TEXT NOT NULL,
  actual     BIGINT NOT NULL,
  gross      BIGINT NOT NULL,
  scored_at  BIGINT NOT NULL,
  PRIMARY KEY (run_id, account_id, horizon),
  FOREIGN KEY (run_id, account_id, horizon) REFERENCES forecast_quantile (run_id, account_id, horizon)
);

CREATE TABLE calibration (
  account_id BIGINT NOT NULL REFERENCES account (id),
  name       TEXT NOT NULL, -- "daily" or "intraday"
  state      BYTEA NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, name)
);
