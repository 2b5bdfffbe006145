create table log (id int);
create table member (id int primary key, logins int, active boolean);
create rule logged as on update to member where new.logins > 5 do also insert into log values (new.id);
