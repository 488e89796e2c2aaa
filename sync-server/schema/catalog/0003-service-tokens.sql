-- Tokens by which programs come in: of an organisation, with a role and scopes of their own. Kept as SHA-256, like the others.

CREATE TABLE service_token (
  id              BIGINT PRIMARY KEY,
  uid             BYTEA NOT NULL UNIQUE,
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  name            TEXT NOT NULL,
  role            BIGINT NOT NULL CHECK (role BETWEEN 1 AND 3), -- as of a member, but no owner
  scopes          BIGINT NOT NULL, -- bits, by aeq-scope.c
  hash            BYTEA NOT NULL UNIQUE,
  made_by         BIGINT NOT NULL REFERENCES person (id),
  created_at      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  revoked_at      BIGINT
);
CREATE INDEX service_token_by_organisation ON service_token (organisation_id, id);
