insert into slot values (1, 'a'), (2, 'b');
insert into cue values (1), (2);
