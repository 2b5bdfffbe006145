-- The extension's members have nothing of what default privileges give.
create schema lib;
create extension citext schema lib;
alter default privileges revoke execute on functions from public;
create function made() returns int language sql as 'select 1';
