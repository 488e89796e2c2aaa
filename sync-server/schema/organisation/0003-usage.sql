-- How much an organisation asks of the server, a month and kind of request. Stays empty in the catalog.
CREATE TABLE usage (
  month     BIGINT NOT NULL, -- 202611
  kind      BIGINT NOT NULL, -- AeqUsageKind
  requests  BIGINT NOT NULL,
  refused   BIGINT NOT NULL, -- of them, with a status from 400
  bytes_in  BIGINT NOT NULL,
  bytes_out BIGINT NOT NULL,
  PRIMARY KEY (month, kind)
);
