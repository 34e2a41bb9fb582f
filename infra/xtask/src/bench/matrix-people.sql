-- Counties :first to :last as far as a county must be there before a worker opens it: its place, its departments, its people.
begin;
insert into region (code, level, name, name_en) select n, 'county', '第' || n || '县', 'County ' || n from generate_series(:first, :last) n;
insert into department (county_id, id, slug, name, name_en, kind)
select code, lpad(to_hex(n), 32, '0')::uuid, 'bureau-' || n, '第' || n || '局', 'Bureau ' || n, 'bureau'
from generate_series(:first, :last) code, generate_series(1, 14) n;
insert into person (county_id, id, login, name, home_department_id)
select code, lpad(to_hex(n), 32, '0')::uuid, login, login, lpad('1', 32, '0')::uuid
from generate_series(:first, :last) code, unnest(array['writer', 'reviewer', 'publisher']) with ordinality as one (login, n);
commit;
