create table member (id int generated always as identity primary key, email text);
