create type mood as enum ('sad', 'ok', 'glad');
revoke usage on type mood from public;
