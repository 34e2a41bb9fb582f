-- 暂停发布: the brake on what goes out, of an account, a department, the county or the whole deployment. Whoever is about to act on a
-- platform asks it in the statement that notes the act, so that it holds for every worker from the moment it stands.

create table release_pause (
  county_id int not null references region (code),
  id uuid not null,
  scope text not null check (scope in ('account', 'department', 'county')),
  -- The department paused, or the one of the account; none of the county.
  department_id uuid,
  account_id uuid,
  reason text not null check (char_length(btrim(reason)) between 1 and 200),
  paused_by uuid not null,
  paused_at timestamptz not null,
  resumed_by uuid,
  resumed_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, paused_by) references person (county_id, id),
  foreign key (county_id, resumed_by) references person (county_id, id),
  check ((scope = 'county') = (department_id is null)),
  check ((scope = 'account') = (account_id is not null)),
  check ((resumed_at is null) = (resumed_by is null))
);
create unique index release_pause_open_key on release_pause (county_id, scope, department_id, account_id) nulls not distinct
  where resumed_at is null;
alter table release_pause enable row level security;
alter table release_pause force row level security;
create policy staff on release_pause for select using (reaches_staff(county_id));
create policy owner on release_pause using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on release_pause to juzhen_app;
grant update (resumed_by, resumed_at) on release_pause to juzhen_app;

-- The deployment is no county's: whoever operates it pauses it, as the owner of the schema. It holds no tenant's data.
create table deployment_pause (
  id uuid primary key,
  reason text not null check (char_length(btrim(reason)) between 1 and 200),
  paused_at timestamptz not null,
  resumed_at timestamptz check (paused_at <= resumed_at)
);
create unique index deployment_pause_open_key on deployment_pause ((true)) where resumed_at is null;
grant select on deployment_pause to juzhen_app;

-- What keeps back what a department sends to an account: the widest pause has the lowest number.
create function pauses_over(of_county int, of_department uuid, on_account uuid) returns table (pause_id uuid, narrow int, reason text)
language sql stable rows 1 as $$
  select d.id, 1, d.reason from deployment_pause d where d.resumed_at is null
  union all
  select p.id, case p.scope when 'county' then 2 when 'department' then 3 else 4 end, p.reason
  from release_pause p
  where p.county_id = of_county and p.resumed_at is null and (p.scope = 'county'
    or (p.scope = 'account' and p.account_id = on_account)
    or (p.scope = 'department' and (p.department_id = of_department
      or p.department_id = (select a.department_id from account a where a.county_id = of_county and a.id = on_account)))) $$;
