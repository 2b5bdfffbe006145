create table node (id int primary key, parent int references node, name text);
create recursive view tree (id, path) as
    select id, name from node where parent is null
    union all
    select n.id, t.path || '/' || n.name from node n join tree t on t.id = n.parent;
