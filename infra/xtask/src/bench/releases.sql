-- Plans a release of each piece from :from to :until in every county from :first to :last, each on an account of its own among the first
-- :accounts, the first at :at and each :apart seconds after the one before. The rows are those the platform writes when it plans, the
-- jobs of one instant in no order.
set synchronous_commit = off;
begin;
create temporary table planned as
select a.county_id, a.id, a.department_id, r.digest, p.id as publisher, (n - 1) % :accounts + 1 as seat,
  timestamptz :'at' + (n - :from) * :apart * interval '1 second' as at
from generate_series(:from, :until) n
join article a on a.county_id between :first and :last and a.id = lpad(to_hex(n), 32, '0')::uuid
join revision r on r.county_id = a.county_id and r.id = a.id
join person p on p.county_id = a.county_id and p.login = 'publisher';

insert into release (county_id, id, article_id, revision_id, digest, department_id, scheduled_at, whole_by, created_by, created_at)
select county_id, id, id, id, digest, department_id, at, at + interval '30 minutes', publisher, now() from planned;
insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state_at, scheduled_at)
select t.county_id, t.id, t.id, t.id, c.id, t.department_id, c.channel, now(), t.at
from planned t join account c on c.county_id = t.county_id and c.id = lpad(to_hex(seat), 32, '0')::uuid;
insert into job (county_id, id, kind, key, run_at)
select county_id, gen_random_uuid(), 'publish.target', id::text, at from planned order by at, random();
insert into job (county_id, id, kind, key, run_at)
select county_id, gen_random_uuid(), 'publish.whole', id::text, at + interval '30 minutes' from planned;
insert into job (county_id, id, kind, key, run_at)
select distinct county_id, gen_random_uuid(), 'publish.reconcile', 'county', now() + interval '5 minutes' from (select distinct county_id from planned) c
on conflict do nothing;
commit;
vacuum (analyze) job, release, release_target;
