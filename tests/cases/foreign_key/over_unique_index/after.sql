-- A reference may lean on a bare unique index; rebuilding that index moves the reference aside.
create table member (id int primary key, code text, note text);
create unique index member_code on member (code) include (note);
create table visit (id int primary key, code text constraint visit_member references member (code));
