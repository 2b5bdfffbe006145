-- cidr to inet under a GiST index with a named operator class; text to inet by USING.
create table host (id int primary key, net inet, addr inet, mac macaddr8);
create index host_net on host using gist (net inet_ops);
