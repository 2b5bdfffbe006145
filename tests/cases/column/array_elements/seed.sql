insert into sample values (1, '{3}', '{x,y}', '{p}', '{1.5}'), (2, default, null, null, '{}');
