-- What several machines that let in by token share. Their secret is not here, only what tells whether it is the same; every use is one
-- row, so that none is used twice. Earlier programs kept the secret itself.
DROP TABLE IF EXISTS token_secret;
CREATE TABLE IF NOT EXISTS token_check (one boolean PRIMARY KEY DEFAULT true CHECK (one), value bytea NOT NULL);
CREATE TABLE IF NOT EXISTS token_invitations (digest bytea PRIMARY KEY, good_for bigint NOT NULL, given bigint NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS token_spent (key bigint NOT NULL, nonce bytea NOT NULL, PRIMARY KEY (key, nonce));
