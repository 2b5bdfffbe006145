alter default privileges grant select on tables to reader;
alter default privileges in schema public grant insert on tables to clerk;
