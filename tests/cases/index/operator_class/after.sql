-- Only the operator class changes.
create table doc (id int primary key, title text, body jsonb, spot point, addr inet);
create index doc_title on doc (title text_pattern_ops);
create index doc_body on doc using gin (body jsonb_path_ops);
create index doc_spot on doc using spgist (spot kd_point_ops);
create index doc_addr on doc using gist (addr inet_ops);
