WITH gone AS (
    DELETE FROM relay_rows WHERE (kind, key) IN (SELECT * FROM unnest($5::text[], $6::bytea[]))
), put AS (
    INSERT INTO relay_rows (kind, key, value, due)
    SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::bigint[])
    ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, due = excluded.due
)
SELECT pg_notify('keepwell_relay', $7::text) WHERE $7::text <> ''
