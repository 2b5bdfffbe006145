create type public."numeric" as enum ('a');
alter default privileges in schema public grant usage on types to reader;
create type public."text" as enum ('a');
