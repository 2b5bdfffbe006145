-- autogen revision 20261120125806 (down), follows 20261120093855
-- portal views
-- catalog 3be4018454b0d3b4 (pg15) -> 503ea3711d236393 (pg15)
--   - grant to portal_reader on schema data_portal (usage)
--   - extension citext
--   - extension pg_trgm
--   - function touch_updated_at() returns trigger …
--   - row level security of table api_key enabled
--   - policy api_key.own_keys for select to portal_reader using (user_id = (NULLIF(current_setting('portal.user_id'::text, true), …
--   - grant to portal_reader on column api_key.expires_at (select)
--   - grant to portal_reader on column api_key.label (select)
--   - grant to portal_reader on column api_key.user_id (select)
--   ~ column user.email citext not null -> character varying(320) not null
--   - check user.user_email_length check (length((email)::text) <= 320)
--   ~ comment on column user.email 'Verified; as it was typed, but found in whatever case' -> 'Lower case, verified'
--   - trigger data_portal.data_source.data_source_touch before update for each row when (old.* IS DISTINCT FROM new.*) execute function …
--   - check data_portal.location_address.location_address_period check (valid_from < valid_until)
--   - index data_portal.observation.observation_accepted (parameter_id, observed_at desc) include (value) where (state = …
--   - index data_portal.resource.resource_name_trgm using gin (name gin_trgm_ops)
--   - materialized view data_portal.mv_availability (8 columns) as …
--   - materialized view data_portal.mv_biomass_search (8 columns) as …
--   - materialized view data_portal.mv_composition (13 columns) as …
--   - materialized view data_portal.mv_county_production (6 columns) as …
--   - materialized view data_portal.mv_end_uses (4 columns) as …
--   - materialized view data_portal.mv_fermentation (9 columns) as …
--   - materialized view data_portal.mv_gasification (8 columns) as …
--   - materialized view data_portal.mv_pricing (7 columns) as …
--   - materialized view data_portal.mv_sample_stats (7 columns) as …
--   - materialized view data_portal.mv_usda_county_production (7 columns) as …

revoke usage on schema data_portal from portal_reader;

alter table api_key disable row level security;

drop policy own_keys on api_key;

revoke select (expires_at) on table api_key from portal_reader;

revoke select (label) on table api_key from portal_reader;

revoke select (user_id) on table api_key from portal_reader;

alter table "user" drop constraint user_email_key;

alter table "user" drop constraint user_email_length;

drop trigger data_source_touch on data_portal.data_source;

drop function touch_updated_at();

alter table data_portal.location_address drop constraint location_address_period;

drop index data_portal.observation_accepted;

drop index data_portal.resource_name_trgm;

drop materialized view data_portal.mv_biomass_search;

-- hazard: data loss: extension pg_trgm
drop extension pg_trgm;

drop materialized view data_portal.mv_availability;

drop materialized view data_portal.mv_composition;

drop materialized view data_portal.mv_county_production;

drop materialized view data_portal.mv_end_uses;

drop materialized view data_portal.mv_fermentation;

drop materialized view data_portal.mv_gasification;

drop materialized view data_portal.mv_pricing;

drop materialized view data_portal.mv_sample_stats;

drop materialized view data_portal.mv_usda_county_production;

-- hazard: table rewrite under ACCESS EXCLUSIVE: column public.user.email
-- hazard: fails on values that do not fit: column public.user.email
alter table "user" alter column email type character varying(320);

-- hazard: data loss: extension citext
drop extension citext;

-- hazard: index build under SHARE: unique constraint public.user.user_email_key
-- hazard: fails on duplicate rows: unique constraint public.user.user_email_key
alter table "user" add constraint user_email_key unique (email);

comment on column "user".email is 'Lower case, verified';
