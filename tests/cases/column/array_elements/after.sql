-- Element types change with their modifiers, one of them under a GIN index and with a default.
create table sample (id int primary key, a bigint[] default '{1,2}', b varchar(20)[], c text[], d numeric(9,3)[]);
create index sample_a on sample using gin (a);
