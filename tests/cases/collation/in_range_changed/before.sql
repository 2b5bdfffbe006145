create collation own (locale = 'C');
create type words as range (subtype = text, collation = own);
