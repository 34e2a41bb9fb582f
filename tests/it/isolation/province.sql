-- A province that no county granted anything: its office, and an overseer with the password of the demo.
insert into region (code, level, name, name_en) values (420000, 'province', '湖北省', 'Hubei Province');
insert into department (county_id, id, slug, name, name_en, kind)
values (420000, md5('420000:office')::uuid, 'office', '监管处', 'Office', 'oversight_office');
insert into person (county_id, id, login, name, home_department_id)
values (420000, md5('420000:overseer')::uuid, 'other.overseer', '楚望', md5('420000:office')::uuid);
insert into credential (county_id, person_id, password_hash)
select 420000, md5('420000:overseer')::uuid, c.password_hash
from credential c join person p on p.county_id = c.county_id and p.id = c.person_id where p.county_id = 410000 and p.login = 'sheng.overseer';
insert into membership (county_id, id, person_id, role)
values (420000, md5('420000:membership')::uuid, md5('420000:overseer')::uuid, 'overseer');
-- What each province ordered: nothing of it was dealt.
insert into relay_order (county_id, id, counties, title, body, source_name, source_url, note, ordered_by, ordered_at, due_at)
select code, md5(code || ':relay order')::uuid, '{411325}', '防汛', '防汛', '省政府网', 'https://gov.example/', '',
  md5('420000:overseer')::uuid, now(), now() + interval '1 day' from unnest(array[410000, 420000]) code;
