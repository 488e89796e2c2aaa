-- Who may come in. What an organisation owns is in a store of its own. Instants are UTC microseconds; tokens are kept as SHA-256.

CREATE TABLE organisation (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  name       TEXT NOT NULL,
  seed       BIGINT NOT NULL, -- of the ids that people's changes get
  created_at BIGINT NOT NULL
);

CREATE TABLE person (
  id         BIGINT PRIMARY KEY,
  uid        BYTEA NOT NULL UNIQUE,
  email      TEXT NOT NULL UNIQUE, -- lower case
  name       TEXT NOT NULL,
  password   TEXT NOT NULL, -- argon2id
  created_at BIGINT NOT NULL
);

CREATE TABLE membership (
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  person_id       BIGINT NOT NULL REFERENCES person (id),
  role            BIGINT NOT NULL CHECK (role BETWEEN 1 AND 4), -- 1 viewer, 2 analyst, 3 admin, 4 owner
  joined_at       BIGINT NOT NULL,
  PRIMARY KEY (organisation_id, person_id)
);
CREATE INDEX membership_by_person ON membership (person_id, organisation_id);

-- One sign-in: its refresh tokens follow each other, and end together.
CREATE TABLE session (
  id              BIGINT PRIMARY KEY,
  uid             BYTEA NOT NULL UNIQUE,
  person_id       BIGINT NOT NULL REFERENCES person (id),
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  created_at      BIGINT NOT NULL,
  ended_at        BIGINT
);
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE refresh_token (
  hash       BYTEA PRIMARY KEY,
  session_id BIGINT NOT NULL REFERENCES session (id),
  expires_at BIGINT NOT NULL,
  used_at    BIGINT
);
CREATE INDEX refresh_token_by_session ON refresh_token (session_id);

CREATE TABLE invitation (
  id              BIGINT PRIMARY KEY,
  uid             BYTEA NOT NULL UNIQUE,
  organisation_id BIGINT NOT NULL REFERENCES organisation (id),
  email           TEXT NOT NULL,
  role            BIGINT NOT NULL CHECK (role BETWEEN 1 AND 4),
  hash            BYTEA NOT NULL UNIQUE,
  invited_by      BIGINT NOT NULL REFERENCES person (id),
  created_at      BIGINT NOT NULL,
  expires_at      BIGINT NOT NULL,
  accepted_at     BIGINT,
  withdrawn_at    BIGINT
);
CREATE INDEX invitation_by_organisation ON invitation (organisation_id, id);
