-- The owner's table goes, the sequence lives on in another table's default: freed before the drop.
create sequence paper_no;
create table invoice (id bigint primary key default nextval('paper_no'), note text);
