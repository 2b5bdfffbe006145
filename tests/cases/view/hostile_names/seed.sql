insert into "a.b"."ta""ble" values (1, 'x', 2);
