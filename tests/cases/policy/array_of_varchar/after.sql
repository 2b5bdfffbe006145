-- An expression that is not read back as it is deparsed, in both clauses.
create table m (id int primary key, state varchar(9));
create policy p on m using (state in ('new', 'old')) with check (state in ('new', 'fresh'));
