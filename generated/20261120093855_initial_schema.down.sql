-- autogen revision 20261120093855 (down), follows nothing
-- initial schema
-- catalog 503ea3711d236393 (pg15) -> be3ee336982fdbd3 (pg15)
--   - schema data_portal
--   - enum ColorTheme ('System', 'Light', 'Dark', 'High contrast')
--   - enum mass_basis ('as received', 'dry', 'dry, ash-free')
--   - enum parameter_kind ('fraction', 'quantity', 'temperature', 'category')
--   - enum price_point ('farmgate', 'roadside', 'delivered')
--   - enum review_state ('draft', 'submitted', 'accepted', 'rejected')
--   - enum season ('winter', 'spring', 'summer', 'autumn')
--   - enum user_role ('reader', 'contributor', 'curator', 'administrator')
--   - enum user_status ('invited', 'active', 'suspended')
--   - table api_key (9 columns)
--   - table identity (6 columns)
--   - table team (4 columns)
--   - table team_member (3 columns)
--   - table user (9 columns)
--   - table user_preference (6 columns)
--   - table data_portal.compositional_record (7 columns)
--   - table data_portal.data_source (11 columns)
--   - table data_portal.fermentation_record (8 columns)
--   - table data_portal.field_sample (10 columns)
--   - table data_portal.gasification_record (6 columns)
--   - table data_portal.location_address (8 columns)
--   - table data_portal.observation (12 columns)
--   - table data_portal.parameter (4 columns)
--   - table data_portal.parameter_unit (3 columns)
--   - table data_portal.place (9 columns)
--   - table data_portal.price (8 columns)
--   - table data_portal.primary_ag_product (5 columns)
--   - table data_portal.production_record (6 columns)
--   - table data_portal.proximate_record (6 columns)
--   - table data_portal.resource (9 columns)
--   - table data_portal.resource_class (3 columns)
--   - table data_portal.resource_subclass (4 columns)
--   - table data_portal.ultimate_record (9 columns)
--   - table data_portal.unit (3 columns)
--   - table data_portal.unit_conversion (4 columns)

-- hazard: data loss: table public.api_key
drop table api_key;

-- hazard: data loss: table public.identity
drop table identity;

-- hazard: data loss: table public.team_member
drop table team_member;

-- hazard: data loss: table public.team
drop table team;

-- hazard: data loss: table public.user_preference
drop table user_preference;

drop type "ColorTheme";

-- hazard: data loss: table data_portal.compositional_record
drop table data_portal.compositional_record;

-- hazard: data loss: table data_portal.fermentation_record
drop table data_portal.fermentation_record;

-- hazard: data loss: table data_portal.gasification_record
drop table data_portal.gasification_record;

alter table data_portal.place drop constraint "fk-place-primary_address_id";

-- hazard: data loss: table data_portal.location_address
drop table data_portal.location_address;

-- hazard: data loss: table data_portal.price
drop table data_portal.price;

drop type price_point;

-- hazard: data loss: table data_portal.production_record
drop table data_portal.production_record;

-- hazard: data loss: table data_portal.proximate_record
drop table data_portal.proximate_record;

alter table data_portal.resource
  drop constraint "fk-resource-reference_observation_id";

-- hazard: data loss: table data_portal.ultimate_record
drop table data_portal.ultimate_record;

drop type mass_basis;

-- hazard: data loss: table data_portal.observation
drop table data_portal.observation;

drop type review_state;

-- hazard: data loss: table data_portal.data_source
drop table data_portal.data_source;

-- hazard: data loss: table data_portal.field_sample
drop table data_portal.field_sample;

-- hazard: data loss: table public.user
drop table "user";

drop type user_role;

drop type user_status;

-- hazard: data loss: table data_portal.parameter_unit
drop table data_portal.parameter_unit;

-- hazard: data loss: table data_portal.parameter
drop table data_portal.parameter;

drop type parameter_kind;

-- hazard: data loss: table data_portal.place
drop table data_portal.place;

-- hazard: data loss: table data_portal.resource
drop table data_portal.resource;

-- hazard: data loss: table data_portal.primary_ag_product
drop table data_portal.primary_ag_product;

drop type season;

-- hazard: data loss: table data_portal.resource_subclass
drop table data_portal.resource_subclass;

-- hazard: data loss: table data_portal.resource_class
drop table data_portal.resource_class;

-- hazard: data loss: table data_portal.unit_conversion
drop table data_portal.unit_conversion;

-- hazard: data loss: table data_portal.unit
drop table data_portal.unit;

-- hazard: data loss: schema data_portal
drop schema data_portal;
