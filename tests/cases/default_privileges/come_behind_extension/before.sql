create schema lib;
alter default privileges in schema lib grant usage on types to reader;
