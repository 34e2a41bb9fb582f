-- 审核: rules as data, cases, steps, six gates, decisions, and the approval every release needs.

create table review_rule (
  county_id int not null references region (code),
  id uuid not null,
  name text not null,
  version int not null check (version > 0),
  priority int not null,
  definition jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  primary key (county_id, id),
  constraint review_rule_version_key unique (county_id, name, version)
);
alter table review_rule enable row level security;
alter table review_rule force row level security;
create policy staff on review_rule for select using (reaches_staff(county_id));
create policy desk on review_rule using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on review_rule to juzhen_app;

create table review_case (
  county_id int not null,
  id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  digest bytea not null,
  department_id uuid not null,
  author_id uuid not null,
  -- Everyone who wrote on the piece, the author among them.
  writers uuid[] not null check (author_id = any (writers)),
  rule_id uuid not null,
  rule_version int not null,
  state text not null check (state in ('open', 'approved', 'returned', 'withdrawn')),
  current_step int not null default 1,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (county_id, id),
  constraint review_case_revision_key unique (county_id, revision_id),
  constraint review_case_author_key unique (county_id, id, author_id, writers),
  foreign key (county_id, revision_id, digest) references revision (county_id, id, digest),
  foreign key (county_id, rule_id) references review_rule (county_id, id)
);
create index review_case_open_idx on review_case (county_id, state, opened_at desc, id desc);
create index review_case_article_idx on review_case (county_id, article_id, opened_at desc);
-- A piece is in one review at a time.
create unique index review_case_one_open_key on review_case (county_id, article_id) where state = 'open';
alter table review_case enable row level security;
alter table review_case force row level security;
create policy owner on review_case using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert, update on review_case to juzhen_app;

create table review_step (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  position int not null check (position > 0),
  name text not null,
  name_en text not null,
  role text not null,
  department_id uuid,
  case_department_id uuid not null,
  quorum int not null check (quorum > 0),
  -- Everyone who holds the role when the step opens; their number then becomes the quorum.
  quorum_of_all boolean not null default false,
  gates text[] not null check (gates <@ array['political', 'policy', 'legal', 'wording', 'secrecy', 'opinion']),
  sign_off boolean not null default false,
  repeat_allowed boolean not null default false,
  deadline_minutes int not null check (deadline_minutes > 0),
  -- Counted in working hours, or on every day and night where false.
  deadline_working boolean not null default true,
  state text not null check (state in ('waiting', 'open', 'passed', 'returned')),
  opened_at timestamptz,
  due_at timestamptz,
  closed_at timestamptz,
  primary key (county_id, id),
  constraint review_step_position_key unique (county_id, case_id, position),
  constraint review_step_case_key unique (county_id, id, case_id),
  constraint review_step_decided_key unique (county_id, id, case_id, role, repeat_allowed),
  foreign key (county_id, case_id) references review_case (county_id, id)
);
create index review_step_open_idx on review_step (county_id, role, due_at) where state = 'open';
alter table review_step enable row level security;
alter table review_step force row level security;
create policy owner on review_step using (reaches_department(county_id, case_department_id)) with check (reaches_department(county_id, case_department_id));
grant select, insert, update on review_step to juzhen_app;

-- One person's word on one gate of one step. Its writers are carried along so that the table itself refuses their own word (I3).
create table gate_verdict (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  step_id uuid not null,
  author_id uuid not null,
  writers uuid[] not null,
  gate text not null check (gate in ('political', 'policy', 'legal', 'wording', 'secrecy', 'opinion')),
  person_id uuid not null,
  verdict text not null check (verdict in ('pass', 'return')),
  reason text not null default '',
  findings jsonb not null default '[]',
  decided_at timestamptz not null,
  primary key (county_id, id),
  constraint gate_verdict_once_key unique (county_id, step_id, gate, person_id),
  constraint gate_verdict_not_author check (person_id <> all (writers)),
  constraint gate_verdict_return_reason check (verdict = 'pass' or length(btrim(reason)) > 0),
  constraint gate_verdict_case_fkey foreign key (county_id, case_id, author_id, writers) references review_case (county_id, id, author_id, writers),
  foreign key (county_id, step_id, case_id) references review_step (county_id, id, case_id)
);
create index gate_verdict_case_idx on gate_verdict (county_id, case_id);
alter table gate_verdict enable row level security;
alter table gate_verdict force row level security;
create policy staff on gate_verdict using (reaches_staff(county_id)
    and exists (select from review_case c where c.county_id = gate_verdict.county_id and c.id = case_id))
  with check (reaches_staff(county_id) and exists (select from review_case c where c.county_id = gate_verdict.county_id and c.id = case_id));
grant select, insert on gate_verdict to juzhen_app;

create table review_decision (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  step_id uuid not null,
  author_id uuid not null,
  writers uuid[] not null,
  person_id uuid not null,
  role text not null,
  verdict text not null check (verdict in ('pass', 'return', 'sign_off')),
  reason text not null default '',
  decided_at timestamptz not null,
  repeat_allowed boolean not null default false,
  primary key (county_id, id),
  constraint review_decision_once_key unique (county_id, step_id, person_id),
  constraint review_decision_not_author check (person_id <> all (writers)),
  constraint review_decision_return_reason check (verdict <> 'return' or length(btrim(reason)) > 0),
  constraint review_decision_case_fkey foreign key (county_id, case_id, author_id, writers) references review_case (county_id, id, author_id, writers),
  -- Role and repetition are the step's own, so that no decision lends itself another.
  constraint review_decision_step_fkey foreign key (county_id, step_id, case_id, role, repeat_allowed) references review_step (county_id, id, case_id, role, repeat_allowed)
);
-- Nobody decides two steps of one case, unless the rule allows it for the step.
create unique index review_decision_one_step_key on review_decision (county_id, case_id, person_id) where not repeat_allowed;
alter table review_decision enable row level security;
alter table review_decision force row level security;
create policy staff on review_decision using (reaches_staff(county_id)
    and exists (select from review_case c where c.county_id = review_decision.county_id and c.id = case_id))
  with check (reaches_staff(county_id) and exists (select from review_case c where c.county_id = review_decision.county_id and c.id = case_id));
grant select, insert on review_decision to juzhen_app;

-- The end of a case: exactly this content, under exactly this rule. Never changed, never deleted.
create table approval (
  county_id int not null,
  id uuid not null,
  case_id uuid not null,
  article_id uuid not null,
  revision_id uuid not null,
  digest bytea not null,
  department_id uuid not null,
  rule_id uuid not null,
  rule_version int not null,
  decisions jsonb not null,
  approved_at timestamptz not null,
  primary key (county_id, id),
  constraint approval_case_key unique (county_id, case_id),
  constraint approval_digest_key unique (county_id, revision_id, digest),
  foreign key (county_id, case_id) references review_case (county_id, id),
  foreign key (county_id, revision_id, digest) references revision (county_id, id, digest)
);
alter table approval enable row level security;
alter table approval force row level security;
create policy owner on approval using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on approval to juzhen_app;

-- An approval is written only over a case that went the whole way: every step passed by its quorum, every gate of every step
-- passed and none returned, the five locked gates among them, and a sign-off where the piece is sensitive or urgent (C17).
-- So no statement, however made, approves past a gate.
create function approval_needs_passed_case() returns trigger language plpgsql as $$
begin
  if not exists (select from review_case c where c.county_id = new.county_id and c.id = new.case_id and c.article_id = new.article_id
                 and c.revision_id = new.revision_id and c.digest = new.digest and c.state = 'approved')
     or not exists (select from review_step s where s.county_id = new.county_id and s.case_id = new.case_id)
     or exists (select from review_step s where s.county_id = new.county_id and s.case_id = new.case_id
                and (s.state <> 'passed' or s.quorum > (select count(*) from review_decision d where d.county_id = s.county_id and d.step_id = s.id
                       and d.verdict = case when s.sign_off then 'sign_off' else 'pass' end)))
     or exists (select from review_step s cross join unnest(s.gates) g where s.county_id = new.county_id and s.case_id = new.case_id
                and not exists (select from gate_verdict v where v.county_id = s.county_id and v.step_id = s.id and v.gate = g and v.verdict = 'pass'))
     or exists (select from gate_verdict v where v.county_id = new.county_id and v.case_id = new.case_id and v.verdict = 'return')
     or exists (select from unnest(array['political', 'policy', 'legal', 'wording', 'secrecy']) l where not exists (
                select from review_step s where s.county_id = new.county_id and s.case_id = new.case_id and l = any (s.gates)))
  then raise exception using errcode = 'check_violation', constraint = 'approval_passed_case', message = 'approval without a passed case';
  end if;
  if exists (select from revision r where r.county_id = new.county_id and r.id = new.revision_id and (r.sensitivity = 'sensitive' or r.emergency))
     and not exists (select from review_step s where s.county_id = new.county_id and s.case_id = new.case_id and s.sign_off and s.role = 'principal')
  then raise exception using errcode = 'check_violation', constraint = 'approval_signed_off', message = 'approval without the sign-off it needs';
  end if;
  return new;
end $$;
create trigger approval_passed_case before insert on approval for each row execute function approval_needs_passed_case();
