create table member (no int, email text);
