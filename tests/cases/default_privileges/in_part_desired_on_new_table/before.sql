alter default privileges grant select, insert on tables to reader;
alter default privileges in schema public grant insert, update on tables to reader;
