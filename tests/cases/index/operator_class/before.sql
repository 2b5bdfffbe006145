create table doc (id int primary key, title text, body jsonb, spot point, addr inet);
create index doc_title on doc (title);
create index doc_body on doc using gin (body);
create index doc_spot on doc using spgist (spot);
create index doc_addr on doc (addr);
