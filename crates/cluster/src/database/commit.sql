-- Everything or nothing: unless the head is still where this sequencer left it, in its own epoch, no row is changed.
WITH moved AS (
    UPDATE head SET size = $3, note = $4, status_root = coalesce($5, status_root), key_set = coalesce($19, key_set),
        key = coalesce($20::text, key),
        held_until = clock_timestamp() + make_interval(secs => $6)
    WHERE epoch = $1 AND size = $2 RETURNING 1
), log AS (
    INSERT INTO commits (first, next, record) SELECT $2::bigint, $3::bigint, $7::bytea FROM moved WHERE $3::bigint > $2::bigint
), known AS (
    INSERT INTO statements (digest, index)
    SELECT digest, index FROM moved, unnest($8::bytea[], $9::bigint[]) AS t (digest, index)
), granted AS (
    INSERT INTO grants (signer, index)
    SELECT signer, index FROM moved, unnest($10::bytea[], $11::bigint[]) AS t (signer, index)
), revoked AS (
    INSERT INTO revocations (target, index, digest)
    SELECT target, index, digest FROM moved, unnest($12::bigint[], $13::bigint[], $14::bytea[]) AS t (target, index, digest)
), noted AS (
    INSERT INTO notes (name, value) SELECT 'earlier-keys', $21::bytea FROM moved WHERE $21::bytea IS NOT NULL
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
), planned AS (
    UPDATE retention SET policy = $2, kept = $22, since = clock_timestamp() FROM moved WHERE $22::bytea IS NOT NULL
), taken AS (
    DELETE FROM waiting WHERE id = ANY ($15::bigint[]) AND EXISTS (SELECT FROM moved)
), answered AS (
    INSERT INTO answers (front, ticket, body)
    SELECT front, ticket, body FROM moved, unnest($16::bytea[], $17::bigint[], $18::bytea[]) AS t (front, ticket, body)
    ON CONFLICT DO NOTHING
)
SELECT pg_notify('keepwell_log', '') FROM moved
