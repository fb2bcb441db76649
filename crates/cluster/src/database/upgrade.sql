-- From version 1 of the tables: columns that the tables of then lack. Whole tables that came later are made by schema.sql.
ALTER TABLE head ADD COLUMN IF NOT EXISTS key_set bigint;
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed text NOT NULL DEFAULT '';
ALTER TABLE head ADD COLUMN IF NOT EXISTS witnessed_size bigint NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN IF NOT EXISTS since timestamptz NOT NULL DEFAULT clock_timestamp();
