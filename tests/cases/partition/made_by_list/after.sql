-- Lists, null among them, and a default partition.
create table place (id int not null, country text) partition by list (country);
create table place_at partition of place for values in ('at', 'AT');
create table place_none partition of place for values in (null);
create table place_other partition of place default;
