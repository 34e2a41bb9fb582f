-- 委托签发 and 紧急越步: a principal lends the sign-off, dated and within a scope; an emergency is taken through by one person
-- and leaves a debt until a second has looked. Beside them, what the sweep of abandoned uploads and a county's own
-- calendar need.

create table delegation (
  county_id int not null references region (code),
  id uuid not null,
  principal_id uuid not null,
  delegate_id uuid not null,
  -- Whose pieces; none for the whole county's.
  department_id uuid,
  reason text not null check (length(btrim(reason)) between 2 and 200),
  starts_at timestamptz not null,
  ends_at timestamptz not null check (starts_at < ends_at),
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  primary key (county_id, id),
  constraint delegation_delegate_key unique (county_id, id, delegate_id),
  constraint delegation_not_oneself check (principal_id <> delegate_id),
  foreign key (county_id, principal_id) references person (county_id, id),
  foreign key (county_id, delegate_id) references person (county_id, id),
  foreign key (county_id, department_id) references department (county_id, id)
);
create index delegation_delegate_idx on delegation (county_id, delegate_id, ends_at);
alter table delegation enable row level security;
alter table delegation force row level security;
create policy staff on delegation for select using (reaches_staff(county_id));
create policy desk on delegation using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on delegation to juzhen_app;
grant update (revoked_at, revoked_by) on delegation to juzhen_app;

-- True while a delegation holds: inside its dates, not taken back, and its principal still is one.
create function delegation_holds(d delegation, at timestamptz) returns boolean language sql stable as $$
  select d.starts_at <= at and at < d.ends_at and d.revoked_at is null and exists (
    select from membership m join person p on p.county_id = m.county_id and p.id = m.person_id and p.active
    where m.county_id = d.county_id and m.person_id = d.principal_id and m.role = 'principal'
      and m.department_id is null and m.ended_at is null) $$;

-- One person takes an emergency through the steps that are left. Carries the writers along, as decisions do (I3).
create table review_override (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  case_department_id uuid not null,
  author_id uuid not null,
  writers uuid[] not null,
  person_id uuid not null,
  reason text not null check (length(btrim(reason)) between 4 and 500),
  taken_at timestamptz not null,
  primary key (county_id, id),
  constraint review_override_case_key unique (county_id, case_id),
  constraint review_override_person_key unique (county_id, id, case_id, person_id),
  constraint review_override_not_author check (person_id <> all (writers)),
  foreign key (county_id, case_id, author_id, writers) references review_case (county_id, id, author_id, writers),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table review_override enable row level security;
alter table review_override force row level security;
create policy owner on review_override using (reaches_department(county_id, case_department_id)) with check (reaches_department(county_id, case_department_id));
grant select, insert on review_override to juzhen_app;

-- Nothing but an emergency under review is overridden, whoever asks.
create function override_needs_emergency() returns trigger language plpgsql as $$
begin
  if not exists (select from review_case c join revision r on r.county_id = c.county_id and r.id = c.revision_id
                 where c.county_id = new.county_id and c.id = new.case_id and c.state = 'open' and r.emergency)
  then raise exception using errcode = 'check_violation', constraint = 'review_override_emergency', message = 'override of what is no emergency under review';
  end if;
  return new;
end $$;
create trigger review_override_emergency before insert on review_override for each row execute function override_needs_emergency();

-- What an override leaves: a second person must look. It is never changed once it was paid.
create table review_debt (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  override_id uuid not null,
  case_department_id uuid not null,
  overrider_id uuid not null,
  author_id uuid not null,
  writers uuid[] not null,
  owed_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'upheld', 'objected')),
  overdue_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  opinion text not null default '',
  primary key (county_id, id),
  constraint review_debt_case_key unique (county_id, case_id),
  constraint review_debt_settled check ((state = 'open') = (settled_by is null) and (state = 'open') = (settled_at is null)),
  constraint review_debt_second_person check (settled_by is null or (settled_by <> overrider_id and settled_by <> all (writers))),
  constraint review_debt_objection_reason check (state <> 'objected' or length(btrim(opinion)) > 0),
  foreign key (county_id, override_id, case_id, overrider_id) references review_override (county_id, id, case_id, person_id),
  foreign key (county_id, case_id, author_id, writers) references review_case (county_id, id, author_id, writers),
  foreign key (county_id, settled_by) references person (county_id, id)
);
create index review_debt_state_idx on review_debt (county_id, state, due_at);
alter table review_debt enable row level security;
alter table review_debt force row level security;
create policy seen on review_debt for select using (reaches_department(county_id, case_department_id));
create policy owed on review_debt for insert with check (reaches_department(county_id, case_department_id));
create policy settle on review_debt for update using (reaches_county(county_id) and state = 'open') with check (reaches_county(county_id));
grant select, insert on review_debt to juzhen_app;
grant update (state, overdue_at, settled_by, settled_at, opinion) on review_debt to juzhen_app;

-- Under whose name, or by which override, a decision was taken; both are the decider's own.
alter table review_decision
  add column delegation_id uuid,
  add column override_id uuid,
  add constraint review_decision_delegation_fkey foreign key (county_id, delegation_id, person_id)
    references delegation (county_id, id, delegate_id),
  add constraint review_decision_override_fkey foreign key (county_id, override_id, case_id, person_id)
    references review_override (county_id, id, case_id, person_id);
drop index review_decision_one_step_key;
create unique index review_decision_one_step_key on review_decision (county_id, case_id, person_id)
  where not repeat_allowed and override_id is null;

-- A delegate signs off, within the delegation and nothing else, and never a piece its principal wrote.
create function decision_within_delegation() returns trigger language plpgsql as $$
begin
  if not exists (select from delegation d join review_case c on c.county_id = d.county_id and c.id = new.case_id
                   join review_step s on s.county_id = d.county_id and s.id = new.step_id and s.sign_off and s.role = 'principal'
                 where d.county_id = new.county_id and d.id = new.delegation_id and delegation_holds(d, new.decided_at)
                   and (d.department_id is null or d.department_id = c.department_id) and d.principal_id <> all (c.writers))
  then raise exception using errcode = 'check_violation', constraint = 'review_decision_delegated', message = 'decision outside the delegation';
  end if;
  return new;
end $$;
create trigger review_decision_delegated before insert on review_decision for each row
  when (new.delegation_id is not null) execute function decision_within_delegation();

-- What was overridden is approved only with its debt written down.
create function approval_needs_debt() returns trigger language plpgsql as $$
begin
  if exists (select from review_decision d where d.county_id = new.county_id and d.case_id = new.case_id and d.override_id is not null)
     and not exists (select from review_debt b where b.county_id = new.county_id and b.case_id = new.case_id)
  then raise exception using errcode = 'check_violation', constraint = 'approval_override_debt', message = 'override approved without its debt';
  end if;
  return new;
end $$;
create trigger approval_override_debt before insert on approval for each row execute function approval_needs_debt();

-- An upload that was begun and never completed may be swept; what was looked into and taken may not.
create index media_pending_idx on media (county_id, created_at) where state = 'pending' or refusal = 'ABANDONED';
create policy abandoned on media as restrictive for delete using (reaches_system(county_id) and refusal = 'ABANDONED');
grant delete on media to juzhen_app;

-- A county's own days, over the calendar of all: a local holiday, or a day worked for one.
create table county_workday (
  county_id int not null references region (code),
  day date not null,
  works boolean not null,
  source text not null,
  primary key (county_id, day)
);
alter table county_workday enable row level security;
alter table county_workday force row level security;
create policy staff on county_workday for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on county_workday using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on county_workday to juzhen_app;
