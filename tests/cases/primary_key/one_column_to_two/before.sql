create table site (id int primary key, country text not null default 'AT', name text);
create table visit (id int primary key, site_id int references site);
create table photo (id int primary key, site_id int not null constraint photo_site references site on delete cascade);
