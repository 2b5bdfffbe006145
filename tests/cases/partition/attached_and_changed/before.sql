create table reading (id bigint not null, day date not null, value numeric) partition by range (day);
create table reading_2026 (id int not null, day date not null, note text);
