create table note (id int primary key, owner text not null default current_user, body text, size int);
