-- An object that a system one of its name hides is named with its schema, and gets what is given in that.
alter default privileges in schema public grant usage on types to reader;
