-- The extension's members have what default privileges gave them that were there before.
alter default privileges grant execute on functions to reader;
create extension citext;
alter default privileges revoke execute on functions from reader;
