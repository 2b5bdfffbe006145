create table member (id integer, gone text);
