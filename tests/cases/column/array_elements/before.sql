create table sample (id int primary key, a int[] default '{1,2}', b text[], c varchar(5)[], d numeric(4,1)[]);
create index sample_a on sample using gin (a);
