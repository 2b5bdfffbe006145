-- A name that only later majors put in quotes.
create view pair ("json", "merge_action", "column1") as values (0, '', 1), (1, 'x', 2);
