create table lab (code text primary key, city text);
create table sample (id int primary key, lab_code text references lab);
