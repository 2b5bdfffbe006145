create table ticket (id int generated always as identity primary key);
