-- What was a partition is a table with other columns.
create table reading_2025 (id int, day date, note text);
