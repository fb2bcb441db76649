-- The one row that decides: which sequencer, and which state of the log.
CREATE TABLE IF NOT EXISTS head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    version integer NOT NULL,
    key text NOT NULL,
    epoch bigint NOT NULL DEFAULT 0,
    held_until timestamptz NOT NULL DEFAULT '-infinity',
    size bigint NOT NULL DEFAULT 0,
    note text NOT NULL DEFAULT '',
    settled bigint NOT NULL DEFAULT 0,
    status_root bigint,
    key_set bigint,
    -- The newest head that enough witnesses have cosigned, with its cosignatures.
    witnessed text NOT NULL DEFAULT '',
    witnessed_size bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 10);

-- What was committed and may not be in the object store yet: the records of docs/formats/ledger.md.
CREATE TABLE IF NOT EXISTS commits (
    first bigint PRIMARY KEY,
    next bigint NOT NULL CHECK (next > first),
    record bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE commits ALTER COLUMN record SET STORAGE EXTERNAL;

-- What the rules look up.
CREATE TABLE IF NOT EXISTS statements (digest bytea PRIMARY KEY, index bigint NOT NULL);
CREATE TABLE IF NOT EXISTS grants (signer bytea PRIMARY KEY, index bigint NOT NULL);
CREATE TABLE IF NOT EXISTS revocations (target bigint PRIMARY KEY, index bigint NOT NULL, digest bytea NOT NULL);

-- Statements that an operator asked to erase, by digest, and small things that whoever is elected next has to know.
CREATE TABLE IF NOT EXISTS erasures (digest bytea PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notes (name text PRIMARY KEY, value bytea NOT NULL);

-- What is pruned, one row: for how many days all machines keep entries, and when one of them last started so; the newest policy's index, the list that it speaks of, and
-- since when it is on the log; and how many entries were gone through in the object store.
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

-- What is on its way. Nothing in these two was acknowledged, so they need not survive a crash.
CREATE UNLOGGED TABLE IF NOT EXISTS waiting (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    front bytea NOT NULL,
    ticket bigint NOT NULL,
    many bigint NOT NULL,
    body bytea NOT NULL
);
ALTER TABLE waiting ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE UNLOGGED TABLE IF NOT EXISTS answers (
    front bytea NOT NULL,
    ticket bigint NOT NULL,
    body bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (front, ticket)
);
