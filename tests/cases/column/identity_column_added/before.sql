create table member (email text);
