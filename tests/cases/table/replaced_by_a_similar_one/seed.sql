insert into customer values (1, 'Ada', 'a@lab.test'), (2, 'Grace', 'g@lab.test');
