-- Adding a column with its default uses that, which is how Postgres finds out that it is too long.
create table t (id int primary key, day char(3) default '2021-12-31', short varchar(3) default 'it''sé',
  fits varchar(4) not null default 'it''s', spaces char(3) default 'abc  ');
