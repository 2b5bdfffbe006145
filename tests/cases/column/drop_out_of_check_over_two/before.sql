create table parcel (id int primary key, net_g int, gross_g int,
  constraint parcel_weights check (net_g <= gross_g),
  constraint parcel_net check (net_g > 0));
