create table plain (id bigint not null, name text);
