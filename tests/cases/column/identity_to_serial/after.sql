-- And the other way, ALWAYS included.
create table member (id bigserial primary key, email text);
