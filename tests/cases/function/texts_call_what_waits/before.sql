create table word (id int primary key, letters text not null);
create table list (id int primary key);
