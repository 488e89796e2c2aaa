-- Sums of the scores of issued forecasts, added to in the transaction that scores: what a page shows of a year of forecasts is read from
-- these and not from each of them. Amounts are sums of minor units of the account's currency.
CREATE TABLE score_cell (
  day           TEXT NOT NULL,
  account_id    BIGINT NOT NULL REFERENCES account (id),
  horizon       BIGINT NOT NULL,
  hour          BIGINT NOT NULL, -- of issue on the account's clock, of forecasts of the rest of a day; else -1
  regime        TEXT NOT NULL,
  model_version TEXT NOT NULL,
  n             BIGINT NOT NULL,
  abs_error     DOUBLE PRECISION NOT NULL,
  error         DOUBLE PRECISION NOT NULL, -- forecast less outcome
  gross         DOUBLE PRECISION NOT NULL,
  n_naive       BIGINT NOT NULL, -- targets that the seasonal naive spoke of
  naive_error   DOUBLE PRECISION NOT NULL,
  inside        BIGINT NOT NULL, -- of the 90 % interval
  overridden    BIGINT NOT NULL,
  helped        BIGINT NOT NULL,
  error_with    DOUBLE PRECISION NOT NULL,
  error_without DOUBLE PRECISION NOT NULL,
  pit0 BIGINT NOT NULL, pit1 BIGINT NOT NULL, pit2 BIGINT NOT NULL, pit3 BIGINT NOT NULL, pit4 BIGINT NOT NULL,
  pit5 BIGINT NOT NULL, pit6 BIGINT NOT NULL, pit7 BIGINT NOT NULL, pit8 BIGINT NOT NULL, pit9 BIGINT NOT NULL,
  PRIMARY KEY (day, account_id, horizon, hour, regime, model_version)
);
