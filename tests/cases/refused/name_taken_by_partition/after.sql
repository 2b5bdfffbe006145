-- The partition stays, since nothing models it, and so does its name.
create table reading_2025 (id int, day date);
