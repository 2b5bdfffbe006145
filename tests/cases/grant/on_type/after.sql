-- Everybody may use a type, until that is revoked.
create type mood as enum ('sad', 'ok', 'glad');
revoke usage on type mood from public;
grant usage on type mood to clerk;
