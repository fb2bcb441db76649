-- Whose rows these are.
CREATE TABLE IF NOT EXISTS relay (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version integer NOT NULL,
    key text NOT NULL
);

-- All that a relay knows; values are sealed by the relay. `due` is when time alone changes something, in seconds since 1970.
CREATE TABLE IF NOT EXISTS relay_rows (
    kind text NOT NULL,
    key bytea NOT NULL,
    value bytea NOT NULL,
    due bigint,
    PRIMARY KEY (kind, key)
);
CREATE INDEX IF NOT EXISTS relay_due ON relay_rows (kind, due) WHERE due IS NOT NULL;

-- Nonces that were used, and the era in which they were made. A crash of PostgreSQL empties both, and a new era voids all older
-- nonces: so none is ever taken twice.
CREATE UNLOGGED TABLE IF NOT EXISTS relay_era (one boolean PRIMARY KEY DEFAULT true CHECK (one), value bytea NOT NULL);
CREATE UNLOGGED TABLE IF NOT EXISTS relay_nonces (random bytea PRIMARY KEY, until bigint NOT NULL);

-- The access root that is open, and when the one before it was closed, in seconds since 1970. None before there are access roots.
CREATE TABLE IF NOT EXISTS relay_open (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    number bigint NOT NULL,
    since bigint NOT NULL
);
