create type temperature as range (subtype = numeric);
create type textrange as range (subtype = text, collation = "C");
create type v as range (subtype = text, subtype_opclass = text_pattern_ops);
create table t (id int primary key, r temperature, ts textrange[], w temperature default temperature(1, 2));
create index t_r on t using gist (r);
comment on type v is 'a range';
