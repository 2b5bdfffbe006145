create table t (a integer, state varchar(20), span int4range);
create index listed on t (a) where state in ('new', 'old');
create index kept on t (a) where state = 'new';
alter table t add constraint apart exclude using gist (span with &&) where (state in ('new', 'old'));
alter table t add constraint either_one check (a > 0 or state in ('new', 'old'));
