create domain mood as text constraint known check (value in ('sad', 'ok'));
create table t (id int primary key, m mood default 'ok', ms mood[]);
comment on domain mood is 'how it goes';
