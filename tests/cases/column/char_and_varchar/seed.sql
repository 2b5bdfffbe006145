insert into country values ('at', 'Austria', 'a'), ('ch', 'Switzerland', null);
