-- For triggers: whatever an update says, the row was changed now.
create function touch_updated_at() returns trigger
language plpgsql
as $$
begin
    new.updated_at := now();
    return new;
end
$$
