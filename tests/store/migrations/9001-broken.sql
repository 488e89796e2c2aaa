-- Fails half-way: the first statements succeed, the last one does not.
CREATE TABLE new_table (
  id BIGINT PRIMARY KEY
);
INSERT INTO new_table (id) VALUES (1);
UPDATE account SET name = 'renamed by the migration';
DELETE FROM balance;
INSERT INTO no_such_table (id) VALUES (1);
