insert into parcel values (1, 5, 6), (2, 7, null);
