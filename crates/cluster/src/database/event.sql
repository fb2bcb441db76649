-- An event with what it changes: only while the access root that it names is open ($9, null where there are none), and only at the
-- time that it says ($10, within so many seconds ($8) by this clock).
WITH seen AS (
    SELECT $9::bigint IS NOT DISTINCT FROM (SELECT number FROM relay_open) AS is_open,
        $9::bigint IS NULL OR abs($10::bigint - extract(epoch FROM clock_timestamp())) <= $8::bigint AS is_in_time
), may AS (
    SELECT FROM seen WHERE is_open AND is_in_time
), gone AS (
    DELETE FROM relay_rows WHERE (kind, key) IN (SELECT * FROM unnest($5::text[], $6::bytea[])) AND EXISTS (SELECT FROM may)
), put AS (
    INSERT INTO relay_rows (kind, key, value, due)
    SELECT kind, key, value, due FROM may, unnest($1::text[], $2::bytea[], $3::bytea[], $4::bigint[]) AS t (kind, key, value, due)
    ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, due = excluded.due
), told AS (
    SELECT pg_notify('keepwell_relay', $7::text) FROM may WHERE $7::text <> ''
)
SELECT is_open, is_in_time, (SELECT count(*) FROM told) FROM seen
