create table pair (a int, b int);
