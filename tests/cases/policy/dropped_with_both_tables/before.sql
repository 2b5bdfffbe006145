create table a (id int primary key, b int);
create table b (id int primary key, a int);
create policy p on a using (exists (select from b where b.a = a.id));
create policy p on b using (exists (select from a where a.b = b.id));
