-- The references must go, the key change, and new references come, over new columns.
create table site (id int, country text not null default 'AT', name text, primary key (country, id));
create table visit (id int primary key, site_id int, country text, foreign key (country, site_id) references site);
create table photo (id int primary key, site_id int not null, country text default 'AT', constraint photo_site foreign key (country, site_id) references site on delete cascade);
