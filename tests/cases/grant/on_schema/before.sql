create schema app;
create schema gone;
grant usage on schema gone to reader;
