-- Each row gets its own value.
create table member (id int primary key, token uuid not null default gen_random_uuid() unique);
