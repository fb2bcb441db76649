-- From version 1 of the tables.
ALTER TABLE head ADD COLUMN IF NOT EXISTS key_set bigint;
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed text NOT NULL DEFAULT '';
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed_size bigint NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN IF NOT EXISTS since timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE TABLE IF NOT EXISTS erasures (digest bytea PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notes (name text PRIMARY KEY, value bytea NOT NULL);
