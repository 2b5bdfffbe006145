create table note (kind text, body text, title text) partition by list (kind);
alter table note alter body set storage external, alter title set storage main;
create table doc (body text);
alter table doc alter body set storage external, alter body set statistics 10;
