create table known (id int, n bigint);
