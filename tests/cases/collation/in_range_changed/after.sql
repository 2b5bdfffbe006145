create collation own (locale = 'POSIX');
create type words as range (subtype = text, collation = own);
