create unlogged table member (id integer primary key, mail text);
grant update (mail) on member to reader;
