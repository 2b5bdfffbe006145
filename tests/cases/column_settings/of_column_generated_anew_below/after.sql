-- The column goes and comes again under the settings of the table below.
create table note (word varchar(40), upper text generated always as (upper(word)) stored);
create table page () inherits (note);
alter table page alter upper set storage external;
