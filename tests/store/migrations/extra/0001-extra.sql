CREATE TABLE extra (
  name   TEXT PRIMARY KEY,
  number BIGINT NOT NULL
);
