-- New table, new column, index and reference on it; the old column is left for later.
create table zz_member (id int generated always as identity primary key, name text not null unique);
create table visit (id int primary key, member_name text, member_id int references zz_member on delete set null);
create index visit_member on visit (member_id);
