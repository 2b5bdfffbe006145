create table member (id int primary key, first text, last text, deleted boolean default false);
create index member_live on member (last) where not deleted;
create index member_full on member ((first || ' ' || last));
create index member_last on member (last);
