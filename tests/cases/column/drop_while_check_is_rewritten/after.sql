-- A check that lives on under its name with one column less.
create table parcel (id int primary key, net_g int, constraint parcel_weights check (net_g <= 30000));
