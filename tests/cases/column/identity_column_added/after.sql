-- The same with an identity.
create table member (email text, id bigint generated always as identity primary key);
