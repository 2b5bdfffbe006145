create table member (id bigint generated always as identity primary key, email text);
