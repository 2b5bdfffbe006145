-- A column less and two more: lists of aliases follow.
create table "T t" ("A" int, b int, c bigint, d int, e int);
create view counted as select x.p, x.q from "T t" x(p, q, r), lateral generate_series(1, x.r) g(n), only "T t" as "X y"("p p");
create view joined as select u.p from "T t" t1 join "T t" u(p, q) using (c);
