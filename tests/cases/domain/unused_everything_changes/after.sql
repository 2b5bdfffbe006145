-- Nothing is of it, so that nothing moves.
create domain d as text collate "C" default 'x' constraint d_known check (value <> 'y');
