-- The key goes, but NOT NULL stays behind in the catalog: once wanted, once not.
create table member (id int not null, email text);
create table badge (no int, color text);
