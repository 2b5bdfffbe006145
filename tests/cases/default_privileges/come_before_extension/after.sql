-- The extension's members have what default privileges gave them when it was made.
alter default privileges grant execute on functions to reader;
create extension citext;
