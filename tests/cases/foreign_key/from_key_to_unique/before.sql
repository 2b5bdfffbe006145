create table member (id int primary key, code int not null unique);
create table visit (id int primary key, member int constraint visit_member references member (id));
