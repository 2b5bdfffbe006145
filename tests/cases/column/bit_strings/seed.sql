insert into mask values (1, b'1010', b'11', b'00001111'), (2, null, null, null);
