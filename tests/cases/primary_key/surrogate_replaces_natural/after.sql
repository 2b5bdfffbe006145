-- An identity key comes, the natural key becomes unique and takes the reference over.
create table lab (code text not null unique, city text, id int generated always as identity primary key);
create table sample (id int primary key, lab_code text references lab (code));
