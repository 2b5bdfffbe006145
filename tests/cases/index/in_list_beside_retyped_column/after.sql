-- a change of type rebuilds what is on the column from its text, and an IN list of varchar comes back as another
create table t (a bigint, state varchar(20), span int8range);
create index listed on t (a) where state in ('new', 'old');
create index kept on t (a) where state = 'new';
alter table t add constraint apart exclude using gist (span with &&) where (state in ('new', 'old'));
alter table t add constraint either_one check (a > 0 or state in ('new', 'old'));
