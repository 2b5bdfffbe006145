-- The columns come in the order that the view counts them in.
create table member (id integer, zip text, city text, also integer);
create view alias as select c from member m(a, b, c);
