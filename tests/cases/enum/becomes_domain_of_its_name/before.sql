create type mood as enum ('sad', 'ok');
create table t (id int primary key, m mood default 'ok', ms mood[]);
comment on type mood is 'how it goes';
