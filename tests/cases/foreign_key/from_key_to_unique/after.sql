-- Same table, other column: the target moves from the primary key to a unique constraint.
create table member (id int primary key, code int not null unique);
create table visit (id int primary key, member int constraint visit_member references member (code));
