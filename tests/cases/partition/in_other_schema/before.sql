create schema archive;
create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
