-- Regions, people, roles, sessions, audit, grants, jobs and the outbox; and the predicates every policy is made of.
-- Rules for every tenant table: county_id first in every key, row security forced, the application role owns nothing.

do $$ begin
  if not exists (select from pg_roles where rolname = 'juzhen_app') then
    create role juzhen_app login nosuperuser nobypassrls nocreaterole nocreatedb;
  end if;
end $$;

grant usage on schema public to juzhen_app;

-- The context of one transaction, set with its BEGIN. An unset or emptied setting reads as null: no context, no rows.
create function current_county() returns int language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.county', true), '')::int $$;
create function current_department() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.department', true), '')::uuid $$;
create function current_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.person', true), '')::uuid $$;
create function current_reach() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.reach', true), '') $$;
create function current_query_code() returns text language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.query_code', true), '') $$;

-- True where the caller works for the whole county (its desk, or the platform itself).
create function reaches_county(county int) returns boolean language sql stable parallel safe
  as $$ select county = current_county() and current_reach() in ('county', 'system') $$;
-- True where the caller works for the county, or for the department that owns the row.
create function reaches_department(county int, department uuid) returns boolean language sql stable parallel safe
  as $$ select county = current_county()
        and (current_reach() in ('county', 'system') or (current_reach() = 'department' and department = current_department())) $$;
-- True for anyone on the staff of the county, whatever their department.
create function reaches_staff(county int) returns boolean language sql stable parallel safe
  as $$ select county = current_county() and current_reach() in ('department', 'county', 'system') $$;
create function reaches_public(county int) returns boolean language sql stable parallel safe
  as $$ select county = current_county() and current_reach() = 'public' $$;
create function reaches_system(county int) returns boolean language sql stable parallel safe
  as $$ select county = current_county() and current_reach() = 'system' $$;

-- 行政区划 by GB/T 2260. Global: it holds no tenant's data.
create table region (
  code int primary key check (code between 100000 and 999999),
  level text not null check (level in ('province', 'city', 'county')),
  name text not null,
  name_en text not null,
  parent_code int references region (code),
  created_at timestamptz not null default now()
);
grant select on region to juzhen_app;

-- One row a setting that a county changed; absent means the default in the code.
create table county_setting (
  county_id int not null references region (code),
  key text not null,
  value jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (county_id, key)
);
alter table county_setting enable row level security;
alter table county_setting force row level security;
create policy staff on county_setting for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on county_setting using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update, delete on county_setting to juzhen_app;

create table department (
  county_id int not null references region (code),
  id uuid not null,
  slug text not null check (slug ~ '^[a-z0-9-]{1,40}$'),
  name text not null,
  name_en text not null,
  kind text not null check (kind in ('information_office', 'bureau', 'township', 'oversight_office')),
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (county_id, id),
  constraint department_slug_key unique (county_id, slug)
);
alter table department enable row level security;
alter table department force row level security;
create policy staff on department for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on department using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on department to juzhen_app;

create table person (
  county_id int not null references region (code),
  id uuid not null,
  login text not null check (login = lower(login) and login ~ '^[a-z0-9._-]{2,40}$'),
  name text not null,
  home_department_id uuid not null,
  active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (county_id, id),
  constraint person_login_key unique (county_id, login),
  foreign key (county_id, home_department_id) references department (county_id, id)
);
alter table person enable row level security;
alter table person force row level security;
create policy staff on person for select using (reaches_staff(county_id));
create policy desk on person using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on person to juzhen_app;

-- The secret half of a person: read by sign-in alone, under system reach.
create table credential (
  county_id int not null,
  person_id uuid not null,
  password_hash text not null,
  password_changed_at timestamptz not null default now(),
  must_change boolean not null default false,
  failures int not null default 0,
  locked_until timestamptz,
  primary key (county_id, person_id),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table credential enable row level security;
alter table credential force row level security;
create policy system on credential using (reaches_system(county_id)) with check (reaches_system(county_id));
-- The desk enters a person's first credential, and can never read it back.
create policy desk on credential for insert with check (reaches_county(county_id));
grant select, insert, update on credential to juzhen_app;

-- A role held in a domain: the county (department_id null) or one department in it.
create table membership (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  department_id uuid,
  role text not null check (role in ('editor', 'department_reviewer', 'county_reviewer', 'principal', 'publisher', 'clerk',
    'duty_officer', 'county_admin', 'security_admin', 'auditor', 'overseer', 'outlet_editor')),
  granted_by uuid,
  granted_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id)
);
create unique index membership_open_key on membership (county_id, person_id, role, department_id) nulls not distinct where ended_at is null;
-- 三员分立: the three administrations are never one person's.
create unique index membership_administration_key on membership (county_id, person_id)
  where ended_at is null and role in ('county_admin', 'security_admin', 'auditor');
alter table membership enable row level security;
alter table membership force row level security;
create policy staff on membership for select using (reaches_staff(county_id));
create policy desk on membership using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on membership to juzhen_app;

create table session (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  token_hash bytea not null,
  csrf_token text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
create index session_person_idx on session (county_id, person_id);
alter table session enable row level security;
alter table session force row level security;
create policy desk on session using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on session to juzhen_app;

create table api_token (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  name text not null,
  scopes text[] not null,
  token_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table api_token enable row level security;
alter table api_token force row level security;
create policy own on api_token using (reaches_system(county_id) or (person_id = current_person() and county_id = current_county()))
  with check (person_id = current_person() and county_id = current_county());
grant select, insert, update on api_token to juzhen_app;

-- 审计: one chain a county. The head serialises appends; rows are never changed.
create table audit_head (
  county_id int primary key references region (code),
  seq bigint not null,
  hash bytea not null
);
alter table audit_head enable row level security;
alter table audit_head force row level security;
create policy own on audit_head using (county_id = current_county()) with check (county_id = current_county());
grant select, insert, update on audit_head to juzhen_app;

create table audit_event (
  county_id int not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  path text not null check (path in ('console', 'public', 'oversight', 'api', 'callback', 'worker', 'command')),
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  department_id uuid,
  detail text not null,
  hash bytea not null,
  primary key (county_id, seq)
);
create index audit_event_subject_idx on audit_event (county_id, subject_id, seq desc);
alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy append on audit_event for insert with check (county_id = current_county());
create policy desk on audit_event for select using (reaches_county(county_id));
grant select, insert on audit_event to juzhen_app;

-- What a row's hash covers: every column, each with its length before it, so that no two rows share a text.
create function audit_text(e audit_event) returns text language sql stable as $$
  select string_agg(coalesce(length(v)::text, '-') || ':' || coalesce(v, ''), '|' order by i)
  from unnest(array[e.county_id::text, e.seq::text, (extract(epoch from e.at) * 1000000)::bigint::text, e.actor_id::text, e.actor_name,
    e.path, e.action, e.subject_kind, e.subject_id::text, e.department_id::text, e.detail]) with ordinality as t (v, i) $$;

-- Appends the entries to the county's chain: hash = sha256(previous hash || text of the row). One round trip, the last of its transaction.
create function audit_append(county int, entries jsonb) returns void language plpgsql as $$
declare head audit_head; entry jsonb; added audit_event;
begin
  insert into audit_head (county_id, seq, hash) values (county, 0, sha256(county::text::bytea)) on conflict do nothing;
  select * into head from audit_head h where h.county_id = county for update;
  for entry in select * from jsonb_array_elements(entries) loop
    head.seq := head.seq + 1;
    added := (county, head.seq, (entry->>'at')::timestamptz, (entry->>'actor_id')::uuid, entry->>'actor_name', entry->>'path', entry->>'action',
              entry->>'subject_kind', (entry->>'subject_id')::uuid, (entry->>'department_id')::uuid, entry->>'detail', ''::bytea)::audit_event;
    added.hash := sha256(head.hash || convert_to(audit_text(added), 'utf8'));
    insert into audit_event select added.*;
    head.hash := added.hash;
  end loop;
  update audit_head h set seq = head.seq, hash = head.hash where h.county_id = county;
end $$;

-- A county's leave for a province or city to look. In force: not revoked, and now inside its dates.
create table oversight_grant (
  county_id int not null references region (code),
  id uuid not null,
  grantee_code int not null references region (code),
  scopes text[] not null check (scopes <@ array['figures', 'released', 'findings']),
  reason text not null,
  granted_by uuid,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  revoked_at timestamptz,
  primary key (county_id, id)
);
alter table oversight_grant enable row level security;
alter table oversight_grant force row level security;
create policy desk on oversight_grant using (reaches_county(county_id)) with check (reaches_county(county_id));
create policy grantee on oversight_grant for select using (current_reach() = 'oversight' and grantee_code = current_county());
grant select, insert, update on oversight_grant to juzhen_app;

-- True where the county granted the caller's province a look of this scope, and the grant is in force.
create function granted(county int, scope text) returns boolean language sql stable as $$
  select current_reach() = 'oversight' and exists (select from oversight_grant g where g.county_id = county
    and g.grantee_code = current_county() and g.revoked_at is null and now() >= g.starts_at and now() < g.ends_at and scope = any (g.scopes)) $$;

-- Each use of a grant, kept with the county that gave it.
create table oversight_use (
  county_id int not null,
  id uuid not null,
  grant_id uuid not null,
  person_id uuid not null,
  operation text not null,
  at timestamptz not null,
  primary key (county_id, id),
  foreign key (county_id, grant_id) references oversight_grant (county_id, id)
);
alter table oversight_use enable row level security;
alter table oversight_use force row level security;
create policy desk on oversight_use for select using (reaches_county(county_id));
create policy record on oversight_use for insert with check (current_reach() = 'oversight' and person_id = current_person()
  and exists (select from oversight_grant g where g.county_id = oversight_use.county_id and g.id = grant_id and g.grantee_code = current_county()));
grant select, insert on oversight_use to juzhen_app;

-- Work to be done once, later or again. Rows carry ids, never content. The runner (reach system, no county) claims across counties.
create table job (
  county_id int not null references region (code),
  id uuid not null,
  kind text not null,
  key text not null,
  payload jsonb not null default '{}',
  run_at timestamptz not null,
  attempts int not null default 0,
  lease_until timestamptz,
  lease_token uuid,
  last_error text,
  dead_at timestamptz,
  traceparent text,
  primary key (county_id, id)
);
create unique index job_key on job (county_id, kind, key) where dead_at is null;
create index job_due_idx on job (run_at) where dead_at is null;
alter table job enable row level security;
alter table job force row level security;
create policy own on job using (county_id = current_county()) with check (county_id = current_county());
create policy runner on job using (current_reach() = 'system' and current_county() is null);
grant select, insert, update, delete on job to juzhen_app;

-- What happened, for those who listen: ids only. One relay drains it and rings; listeners read the state again.
create table outbox (
  county_id int not null references region (code),
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  department_id uuid,
  person_id uuid,
  primary key (county_id, id)
);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy own on outbox for insert with check (county_id = current_county());
create policy relay on outbox using (current_reach() = 'system' and current_county() is null);
grant select, insert, update, delete on outbox to juzhen_app;
