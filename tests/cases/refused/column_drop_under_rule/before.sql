create table log (id int);
create table member (id int primary key, email text, fax text);
create rule faxed as on update to member where new.fax is not null do also insert into log values (new.id);
