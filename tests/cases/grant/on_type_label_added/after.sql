-- A label more changes nothing of it.
create type mood as enum ('sad', 'ok', 'glad', 'great');
revoke usage on type mood from public;
