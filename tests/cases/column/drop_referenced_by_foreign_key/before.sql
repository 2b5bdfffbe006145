create table site (id int primary key, code text unique);
create table visit (id int primary key, site_code text references site (code));
