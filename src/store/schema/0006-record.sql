-- The record of how good the course of a day was foretold: peak usage, the lowest point and its time, the breach.
CREATE TABLE forecast_course (
  run_id          BIGINT NOT NULL REFERENCES forecast_run (id),
  account_id      BIGINT NOT NULL REFERENCES account (id),
  day             TEXT NOT NULL,
  bucket_minutes  BIGINT NOT NULL,
  floor_amount    BIGINT, -- balance below which it is a breach: the limit less the committed lines
  p_breach        DOUBLE PRECISION,
  lowest_at       BIGINT, -- start of the likeliest bucket; NULL: the lowest point has been
  first_breach_at BIGINT,
  q025            DOUBLE PRECISION NOT NULL, -- peak usage
  q05             DOUBLE PRECISION NOT NULL,
  q10             DOUBLE PRECISION NOT NULL,
  q25             DOUBLE PRECISION NOT NULL,
  q50             DOUBLE PRECISION NOT NULL,
  q75             DOUBLE PRECISION NOT NULL,
  q90             DOUBLE PRECISION NOT NULL,
  q95             DOUBLE PRECISION NOT NULL,
  q975            DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run_id, account_id)
);

CREATE TABLE forecast_course_score (
  run_id          BIGINT NOT NULL,
  account_id      BIGINT NOT NULL,
  usage           BIGINT NOT NULL,
  lowest_at       BIGINT, -- NULL: the net position never was below its start
  breached        BIGINT, -- from the forecast on; NULL without a floor
  first_breach_at BIGINT,
  scored_at       BIGINT NOT NULL,
  PRIMARY KEY (run_id, account_id),
  FOREIGN KEY (run_id, account_id) REFERENCES forecast_course (run_id, account_id)
);

-- What the analyst's overrides add to the day's net: with and without them both are scored.
ALTER TABLE forecast_quantile ADD COLUMN overridden BIGINT NOT NULL DEFAULT 0;
-- SHA-256 of the numbers that the forecast was made from.
ALTER TABLE forecast_run ADD COLUMN data_hash TEXT;

-- Kinds of model stand beside each other: of each one is current.
ALTER TABLE model ADD COLUMN family TEXT NOT NULL DEFAULT 'steady_state'; -- steady_state, crisis
