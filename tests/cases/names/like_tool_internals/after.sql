-- A leading underscore makes no array type, and "autogen" in a name makes no internal of ours.
create table pg_like (id int primary key, _kind text not null default '_');
create table _scratch (id bigint primary key, k text);
create type _mood as enum ('x');
create table autogen_notes (id int primary key, mood _mood, moods _mood[]);
