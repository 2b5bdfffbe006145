create type mood as enum ('sad', 'ok', 'happy');
create table member (id int primary key, mood mood);
create view moody as select id, mood from member where mood <> 'ok';
create view constant as select 'happy'::mood as best;
create view deep as select mood, best from moody, constant;
create view aside as select id from member;
comment on view deep is 'All';
