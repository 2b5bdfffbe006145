-- Two columns unique together.
create table member (id int primary key, provider text, uid text, constraint member_login unique (provider, uid));
