-- Who else may say who somebody is: an OpenID provider of an organisation.

CREATE TABLE provider (
  organisation_id BIGINT PRIMARY KEY REFERENCES organisation (id),
  issuer          TEXT NOT NULL,
  client          TEXT NOT NULL,
  sealed          BYTEA,         -- the client's secret; NULL: it has none
  groups_claim    TEXT NOT NULL,
  roles           TEXT NOT NULL, -- JSON: group to role
  fallback        BIGINT,        -- role of who is in none of these groups; NULL: they may not come in
  changed_at      BIGINT NOT NULL
);

-- Under way: between leaving for the provider and coming back. Hashes of what the browser and of what the program carries.
CREATE TABLE provider_sign_in (
  state           BYTEA PRIMARY KEY,
  key             BYTEA NOT NULL,
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  redirect_uri    TEXT NOT NULL,
  expires_at      BIGINT NOT NULL
);

-- Whom an organisation's provider knows: its word counts in that organisation alone.
CREATE TABLE identity (
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  issuer          TEXT NOT NULL,
  subject         TEXT NOT NULL,
  person_id       BIGINT NOT NULL REFERENCES person (id),
  created_at      BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, issuer, subject)
);
CREATE INDEX identity_by_person ON identity (person_id);

ALTER TABLE session ADD COLUMN by_provider BIGINT NOT NULL DEFAULT 0; -- 1: the organisation's provider let them in
