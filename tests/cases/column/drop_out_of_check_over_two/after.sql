-- The check over both columns falls with one of them, the check over the other stays.
create table parcel (id int primary key, net_g int, constraint parcel_net check (net_g > 0));
