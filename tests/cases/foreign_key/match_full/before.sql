create table site (country text, code int, primary key (country, code));
create table visit (id int primary key, country text, code int, constraint visit_site foreign key (country, code) references site);
create table photo (id int primary key, country text, code int, constraint photo_site foreign key (country, code) references site match full);
