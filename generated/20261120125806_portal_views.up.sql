-- autogen revision 20261120125806, follows 20261120093855
-- portal views
-- catalog 503ea3711d236393 (pg15) -> 3be4018454b0d3b4 (pg15)
--   + grant to portal_reader on schema data_portal (usage)
--   + extension citext
--   + extension pg_trgm
--   + function touch_updated_at() returns trigger …
--   + row level security of table api_key enabled
--   + policy api_key.own_keys for select to portal_reader using (user_id = (NULLIF(current_setting('portal.user_id'::text, true), …
--   + grant to portal_reader on column api_key.expires_at (select)
--   + grant to portal_reader on column api_key.label (select)
--   + grant to portal_reader on column api_key.user_id (select)
--   ~ column user.email character varying(320) not null -> citext not null
--   + check user.user_email_length check (length((email)::text) <= 320)
--   ~ comment on column user.email 'Lower case, verified' -> 'Verified; as it was typed, but found in whatever case'
--   + trigger data_portal.data_source.data_source_touch before update for each row when (old.* IS DISTINCT FROM new.*) execute function …
--   + check data_portal.location_address.location_address_period check (valid_from < valid_until)
--   + index data_portal.observation.observation_accepted (parameter_id, observed_at desc) include (value) where (state = …
--   + index data_portal.resource.resource_name_trgm using gin (name gin_trgm_ops)
--   + materialized view data_portal.mv_availability (8 columns) as …
--   + materialized view data_portal.mv_biomass_search (8 columns) as …
--   + materialized view data_portal.mv_composition (13 columns) as …
--   + materialized view data_portal.mv_county_production (6 columns) as …
--   + materialized view data_portal.mv_end_uses (4 columns) as …
--   + materialized view data_portal.mv_fermentation (9 columns) as …
--   + materialized view data_portal.mv_gasification (8 columns) as …
--   + materialized view data_portal.mv_pricing (7 columns) as …
--   + materialized view data_portal.mv_sample_stats (7 columns) as …
--   + materialized view data_portal.mv_usda_county_production (7 columns) as …
-- version 2.0.0 (major)
-- scope schemas data_portal, public
-- scope kinds enum, extension, function, grant, "materialized view", policy, "row level security", schema, table, trigger

grant usage on schema data_portal to portal_reader;

create extension citext with schema public;

create extension pg_trgm with schema public;

create function touch_updated_at() returns trigger
  language plpgsql
  as $$
begin
    new.updated_at := now();
    return new;
end
$$;

alter table api_key enable row level security;

create policy own_keys
  on api_key
  for select
  to portal_reader
  using (
    user_id
      = (
        nullif(current_setting('portal.user_id'::text, true), ''::text)
      )::integer
  );

grant select (expires_at) on table api_key to portal_reader;

grant select (label) on table api_key to portal_reader;

grant select (user_id) on table api_key to portal_reader;

-- hazard: fails on values that do not fit: column public.user.email
alter table "user" alter column email type citext;

-- hazard: full scan under ACCESS EXCLUSIVE: check public.user.user_email_length
-- hazard: fails on rows that violate it: check public.user.user_email_length
alter table "user"
  add constraint user_email_length check (length((email)::text) <= 320);

comment on column "user".email
  is 'Verified; as it was typed, but found in whatever case';

create trigger data_source_touch
  before update
  on data_portal.data_source
  for each row
  when (old.* is distinct from new.*)
  execute function touch_updated_at();

-- hazard: full scan under ACCESS EXCLUSIVE: check data_portal.location_address.location_address_period
-- hazard: fails on rows that violate it: check data_portal.location_address.location_address_period
alter table data_portal.location_address
  add constraint location_address_period check (valid_from < valid_until);

-- hazard: index build under SHARE: index data_portal.observation.observation_accepted
create index observation_accepted on data_portal.observation (
  parameter_id,
  observed_at desc
)
  include (value)
  where (state = 'accepted'::review_state);

-- hazard: index build under SHARE: index data_portal.resource.resource_name_trgm
create index resource_name_trgm
  on data_portal.resource using gin (name gin_trgm_ops);

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_availability
create materialized view data_portal.mv_availability as
  select distinct on (
      production.resource_id, place.fips
    ) production.resource_id,
    place.fips as geoid,
    place.name as county,
    production.year,
    production.dry_tons,
    (
      production.dry_tons / (
        (1)::numeric - (
          coalesce(resource.moisture_percent, (0)::numeric) / (100)::numeric
        )
      )
    ) as wet_tons,
    product.harvested_in,
    coalesce(product.perennial, false) as perennial
  from (
    (
      (
        data_portal.production_record production
        join data_portal.place on ((place.id = production.place_id))
      )
      join data_portal.resource on ((resource.id = production.resource_id))
    )
    left join data_portal.primary_ag_product product on (
      (product.id = resource.primary_ag_product_id)
    )
  )
  where (
    (place.fips is not null)
    and (coalesce(resource.moisture_percent, (0)::numeric) < (100)::numeric)
  )
  order by production.resource_id, place.fips, production.year desc;

create index mv_availability_geoid on data_portal.mv_availability (geoid);

create index mv_availability_months
  on data_portal.mv_availability using gin (harvested_in);

create unique index mv_availability_offer on data_portal.mv_availability (
  resource_id,
  geoid
);

grant select on table data_portal.mv_availability to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_composition
create materialized view data_portal.mv_composition as
  select
    resource.id as resource_id,
    resource.name as resource,
    case
      when (compositional.observation_id is not null) then 'compositional'::text
      when (proximate.observation_id is not null) then 'proximate'::text
      when (ultimate.observation_id is not null) then 'ultimate'::text
      else 'other'::text
    end as analysis_type,
    parameter.id as parameter_id,
    parameter.name as parameter,
    unit.id as unit_id,
    unit.symbol as unit,
    coalesce(place.fips, ''::bpchar) as geoid,
    count(*) as observations,
    avg(observation.value) as mean,
    min(observation.value) as "least",
    max(observation.value) as most,
    stddev_samp(observation.value) as deviation
  from (
    (
      (
        (
          (
            (
              (
                (
                  data_portal.observation
                  join data_portal.resource on (
                    (resource.id = observation.resource_id)
                  )
                )
                join data_portal.parameter on (
                  (parameter.id = observation.parameter_id)
                )
              )
              join data_portal.unit on ((unit.id = observation.unit_id))
            )
            left join data_portal.field_sample on (
              (field_sample.id = observation.field_sample_id)
            )
          )
          left join data_portal.place on ((place.id = field_sample.place_id))
        )
        left join data_portal.compositional_record compositional on (
          (compositional.observation_id = observation.id)
        )
      )
      left join data_portal.proximate_record proximate on (
        (proximate.observation_id = observation.id)
      )
    )
    left join data_portal.ultimate_record ultimate on (
      (ultimate.observation_id = observation.id)
    )
  )
  where (observation.state = 'accepted'::review_state)
  group by
    resource.id,
    case
      when (compositional.observation_id is not null) then 'compositional'::text
      when (proximate.observation_id is not null) then 'proximate'::text
      when (ultimate.observation_id is not null) then 'ultimate'::text
      else 'other'::text
    end,
    parameter.id,
    unit.id,
    place.fips;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_biomass_search
create materialized view data_portal.mv_biomass_search as
  select
    resource.id as resource_id,
    resource.name,
    resource.class_code,
    class.name as class,
    (
      (
        setweight(
          to_tsvector('english'::regconfig, (resource.name)::text),
          'A'::"char"
        ) || setweight(
          to_tsvector(
            'english'::regconfig,
            array_to_string(resource.synonyms, ' '::text)
          ),
          'B'::"char"
        )
      ) || setweight(
        to_tsvector(
          'english'::regconfig,
          coalesce(class.description, ''::text)
        ),
        'C'::"char"
      )
    ) as search,
    coalesce(availability.dry_tons, (0)::numeric) as dry_tons,
    coalesce(availability.counties, (0)::bigint) as counties,
    coalesce(composition.parameters, (0)::bigint) as parameters
  from (
    (
      (
        data_portal.resource
        join data_portal.resource_class class on (
          ((class.code)::text = (resource.class_code)::text)
        )
      )
      left join (
        select
          mv_availability.resource_id,
          sum(mv_availability.dry_tons) as dry_tons,
          count(*) as counties
        from data_portal.mv_availability
        group by mv_availability.resource_id
      ) availability on ((availability.resource_id = resource.id))
    )
    left join (
      select
        mv_composition.resource_id,
        count(distinct mv_composition.parameter_id) as parameters
      from data_portal.mv_composition
      group by mv_composition.resource_id
    ) composition on ((composition.resource_id = resource.id))
  );

create index mv_biomass_search_class on data_portal.mv_biomass_search (
  class_code,
  name
);

create index mv_biomass_search_name
  on data_portal.mv_biomass_search using gin (name gin_trgm_ops);

create index mv_biomass_search_plenty on data_portal.mv_biomass_search (
  dry_tons desc
)
  where (dry_tons > (0)::numeric);

create unique index mv_biomass_search_resource
  on data_portal.mv_biomass_search (resource_id);

create index mv_biomass_search_words
  on data_portal.mv_biomass_search using gin (search);

comment on materialized view data_portal.mv_biomass_search
  is 'One row a resource, for the search page';

grant select on table data_portal.mv_biomass_search to portal_reader;

create index mv_composition_geoid on data_portal.mv_composition (geoid)
  where (geoid <> ''::bpchar);

create unique index mv_composition_group on data_portal.mv_composition (
  resource_id,
  analysis_type,
  parameter_id,
  unit_id,
  geoid
);

create index mv_composition_parameter on data_portal.mv_composition (parameter)
  include (mean);

comment on materialized view data_portal.mv_composition
  is 'Accepted values by resource, analysis, parameter, unit and county';

grant select on table data_portal.mv_composition to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_end_uses
create materialized view data_portal.mv_end_uses as
  select
    observation.resource_id,
    'ethanol'::text as end_use,
    count(*) as trials,
    max(observation.observed_at) as last_tried_at
  from data_portal.observation
  where (
    observation.id in (
      select fermentation_record.observation_id
      from data_portal.fermentation_record
    )
  )
  group by observation.resource_id
  union all
  select
    observation.resource_id,
    'syngas'::text as end_use,
    count(*) as trials,
    max(observation.observed_at) as last_tried_at
  from data_portal.observation
  where (
    observation.id in (
      select gasification_record.observation_id
      from data_portal.gasification_record
    )
  )
  group by observation.resource_id;

create index mv_end_uses_end_use on data_portal.mv_end_uses (
  end_use,
  trials desc
);

create unique index mv_end_uses_use on data_portal.mv_end_uses (
  resource_id,
  end_use
);

grant select on table data_portal.mv_end_uses to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_fermentation
create materialized view data_portal.mv_fermentation as
  select
    observation.id as observation_id,
    observation.resource_id,
    record.organism,
    record.temperature_celsius,
    record.ph,
    record.duration,
    record.ethanol_titer,
    max(record.ethanol_titer) over (partition by record.organism) as best_titer,
    cardinality(record.titer_series) as samples
  from (
    data_portal.fermentation_record record
    join data_portal.observation on ((observation.id = record.observation_id))
  )
  where (
    (observation.state = 'accepted'::review_state) and (not record.contaminated)
  );

create unique index mv_fermentation_observation on data_portal.mv_fermentation (
  observation_id
);

create index mv_fermentation_organism on data_portal.mv_fermentation (
  lower((organism)::text)
);

create index mv_fermentation_resource on data_portal.mv_fermentation (
  resource_id
);

grant select on table data_portal.mv_fermentation to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_gasification
create materialized view data_portal.mv_gasification as
  select
    gasification_record.observation_id,
    gasification_record.agent,
    gasification_record.temperature_celsius,
    gasification_record.equivalence_ratio,
    observation.resource_id,
    ((gasification_record.syngas ->> 'H2'::text))::numeric as hydrogen,
    ((gasification_record.syngas ->> 'CO'::text))::numeric as carbon_monoxide,
    ((gasification_record.syngas ->> 'CH4'::text))::numeric as methane
  from (
    data_portal.gasification_record
    join data_portal.observation on (
      (gasification_record.observation_id = observation.id)
    )
  )
  where (observation.state = 'accepted'::review_state);

create index mv_gasification_agent on data_portal.mv_gasification (
  agent,
  temperature_celsius
);

create unique index mv_gasification_observation on data_portal.mv_gasification (
  observation_id
);

create index mv_gasification_resource on data_portal.mv_gasification (
  resource_id
);

grant select on table data_portal.mv_gasification to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_pricing
create materialized view data_portal.mv_pricing as
  select distinct on (
      price.resource_id, price.place_id, price.point, price.currency
    ) price.id as price_id,
    price.resource_id,
    place.fips as geoid,
    price.point,
    price.amount,
    price.currency,
    price.valid_on
  from (
    data_portal.price
    left join data_portal.place on ((place.id = price.place_id))
  )
  order by
    price.resource_id,
    price.place_id,
    price.point,
    price.currency,
    price.valid_on desc,
    price.id desc;

create index mv_pricing_offer on data_portal.mv_pricing (
  resource_id,
  geoid,
  valid_on desc
);

create unique index mv_pricing_price on data_portal.mv_pricing (price_id);

grant select on table data_portal.mv_pricing to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_sample_stats
create materialized view data_portal.mv_sample_stats as
  select
    field_sample.resource_id,
    count(field_sample.id) as samples,
    count(distinct field_sample.place_id) as places,
    count(field_sample.parent_id) as splits,
    sum(field_sample.mass_kg) as mass_kg,
    min(field_sample.taken_on) as first_taken_on,
    max(field_sample.taken_on) as last_taken_on
  from data_portal.field_sample
  group by field_sample.resource_id;

create unique index mv_sample_stats_resource on data_portal.mv_sample_stats (
  resource_id
);

grant select on table data_portal.mv_sample_stats to portal_reader;

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_usda_county_production
create materialized view data_portal.mv_usda_county_production as
  select
    place.fips as geoid,
    place.name as county,
    production_record.place_id,
    production_record.resource_id,
    production_record.year,
    production_record.dry_tons,
    production_record.harvested_hectares
  from (
    (
      data_portal.production_record
      join data_portal.place on ((production_record.place_id = place.id))
    )
    join data_portal.data_source on (
      (production_record.data_source_id = data_source.id)
    )
  )
  where (
    (place.fips is not null) and ((data_source.title)::text ~~ 'USDA%'::text)
  );

-- hazard: query run under ACCESS EXCLUSIVE: materialized view data_portal.mv_county_production
create materialized view data_portal.mv_county_production as
  select
    usda.geoid,
    usda.year,
    resource.class_code,
    count(*) as resources,
    sum(usda.dry_tons) as dry_tons,
    (
      sum(usda.dry_tons) / nullif(
        sum(sum(usda.dry_tons)) over (partition by usda.year),
        (0)::numeric
      )
    ) as share
  from (
    data_portal.mv_usda_county_production usda
    join data_portal.resource on ((resource.id = usda.resource_id))
  )
  group by usda.geoid, usda.year, resource.class_code;

create index mv_county_production_by_class on data_portal.mv_county_production (
  class_code,
  dry_tons desc
);

create unique index mv_county_production_class
  on data_portal.mv_county_production (geoid, year, class_code);

create index mv_county_production_year on data_portal.mv_county_production (
  year
);

grant select on table data_portal.mv_county_production to portal_reader;

create index mv_usda_county_production_geoid
  on data_portal.mv_usda_county_production (geoid, year);

create unique index mv_usda_county_production_record
  on data_portal.mv_usda_county_production (place_id, resource_id, year);

comment on materialized view data_portal.mv_usda_county_production
  is 'What the agriculture department''s statistics say of each county and year';

grant select on table data_portal.mv_usda_county_production to portal_reader;
