create table post (id int primary key, tag_id int);
create table tag (id int primary key, name text);
alter table post add constraint post_tag foreign key (tag_id) references tag;
