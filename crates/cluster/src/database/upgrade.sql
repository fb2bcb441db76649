-- From version 1 of the tables.
ALTER TABLE head ADD COLUMN IF NOT EXISTS key_set bigint;
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed text NOT NULL DEFAULT '';
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed_size bigint NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN IF NOT EXISTS since timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE TABLE IF NOT EXISTS erasures (digest bytea PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notes (name text PRIMARY KEY, value bytea NOT NULL);
-- From version 2.
CREATE TABLE IF NOT EXISTS retention (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    days bigint,
    agreed timestamptz NOT NULL DEFAULT '-infinity',
    policy bigint,
    kept bytea NOT NULL DEFAULT '',
    since timestamptz NOT NULL DEFAULT '-infinity',
    removed bigint NOT NULL DEFAULT 0
);
INSERT INTO retention DEFAULT VALUES ON CONFLICT DO NOTHING;
