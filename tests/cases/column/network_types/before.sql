create table host (id int primary key, net cidr, addr text, mac macaddr);
create index host_net on host using gist (net inet_ops);
