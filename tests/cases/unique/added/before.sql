create table member (id int primary key, provider text, uid text);
