insert into reading values
  (1, 2, 1.5, 'abc', 'ab', 12.34, '2026-01-02 03:04:05', '01:02:03', '1 day', b'101', '{a,b}', '{1.5,2.5}', '2026-01-02', '{"a": 1}', '10.0.0.0/8'),
  (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
