create unlogged table member (id integer primary key, mail text, name text);
grant update (mail) on member to public;
grant select (name) on member to reader;
