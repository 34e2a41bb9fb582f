-- OA 对接: outside systems in which people decide steps of a review. Which steps go there, whose account there is whose here, what
-- was sent, and what came back, kept as evidence beside the decision it became.

create table oa_bridge (
  county_id int not null references region (code),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 30),
  endpoint text not null,
  -- Sealed secrets, the newest first: two during a rotation, none until the security administrator issues the first.
  secrets bytea[] not null default '{}' check (cardinality(secrets) <= 2),
  rotated_at timestamptz,
  state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  next_seq bigint not null default 1,
  -- In whose name the text of a piece is shown to its readers there.
  made_by uuid not null,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint oa_bridge_name_key unique (county_id, name),
  foreign key (county_id, made_by) references person (county_id, id),
  check ((cardinality(secrets) = 0) = (rotated_at is null))
);
alter table oa_bridge enable row level security;
alter table oa_bridge force row level security;
create policy staff on oa_bridge for select using (reaches_staff(county_id));
create policy desk on oa_bridge using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on oa_bridge to juzhen_app;
grant update (name, endpoint, secrets, rotated_at, state, next_seq) on oa_bridge to juzhen_app;

-- Steps of this role go there: of one department, or of every one.
create table oa_route (
  county_id int not null,
  bridge_id uuid not null,
  id uuid not null,
  role text not null check (role in ('department_reviewer', 'county_reviewer', 'principal')),
  department_id uuid,
  primary key (county_id, id),
  constraint oa_route_once_key unique nulls not distinct (county_id, bridge_id, role, department_id),
  foreign key (county_id, bridge_id) references oa_bridge (county_id, id),
  constraint oa_route_department_fkey foreign key (county_id, department_id) references department (county_id, id)
);
alter table oa_route enable row level security;
alter table oa_route force row level security;
create policy staff on oa_route for select using (reaches_staff(county_id));
create policy desk on oa_route using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on oa_route to juzhen_app;

-- An account over there is one person here, and the other way round; nobody links their own.
create table oa_account (
  county_id int not null,
  bridge_id uuid not null,
  id uuid not null,
  account text not null check (account ~ '^[A-Za-z0-9._@-]{1,64}$'),
  person_id uuid not null,
  linked_by uuid not null,
  linked_at timestamptz not null,
  ended_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, bridge_id) references oa_bridge (county_id, id),
  constraint oa_account_person_fkey foreign key (county_id, person_id) references person (county_id, id),
  constraint oa_account_not_oneself check (linked_by <> person_id)
);
create unique index oa_account_account_key on oa_account (county_id, bridge_id, account) where ended_at is null;
create unique index oa_account_person_key on oa_account (county_id, bridge_id, person_id) where ended_at is null;
alter table oa_account enable row level security;
alter table oa_account force row level security;
create policy staff on oa_account for select using (reaches_staff(county_id));
create policy desk on oa_account using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on oa_account to juzhen_app;
grant update (ended_at) on oa_account to juzhen_app;

-- What is sent, in its order. The link that shows the text is sealed beside the body, and set into it when it is sent.
create table oa_message (
  county_id int not null,
  id uuid not null,
  bridge_id uuid not null,
  kind text not null check (kind in ('step.opened', 'step.closed', 'ping')),
  case_id uuid,
  step_id uuid,
  seq bigint not null,
  body jsonb not null,
  view_id uuid,
  view_token bytea,
  state text not null default 'queued' check (state in ('queued', 'delivered', 'refused', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null,
  lease_token uuid,
  lease_until timestamptz,
  last_status int,
  last_error text,
  -- The first words of the last answer.
  answer text not null default '',
  created_at timestamptz not null,
  delivered_at timestamptz,
  primary key (county_id, id),
  constraint oa_message_once_key unique (county_id, bridge_id, step_id, kind),
  constraint oa_message_order_key unique (county_id, bridge_id, seq),
  check ((kind = 'ping') = (step_id is null) and (step_id is null) = (case_id is null)),
  check ((view_id is null) = (view_token is null)),
  foreign key (county_id, bridge_id) references oa_bridge (county_id, id),
  foreign key (county_id, case_id) references review_case (county_id, id),
  foreign key (county_id, step_id, case_id) references review_step (county_id, id, case_id),
  foreign key (county_id, view_id) references preview_link (county_id, id)
);
create index oa_message_queue_idx on oa_message (county_id, bridge_id, seq) where state = 'queued';
create index oa_message_step_idx on oa_message (county_id, step_id) where step_id is not null;
create index oa_message_list_idx on oa_message (county_id, bridge_id, created_at desc, id desc);
alter table oa_message enable row level security;
alter table oa_message force row level security;
-- Whoever sees the case sees that it was sent.
create policy staff on oa_message for select using (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = oa_message.county_id and c.id = case_id));
create policy desk on oa_message using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on oa_message to juzhen_app;

-- What came in and was signed, once a message: how it was answered, and the digest of its bytes. One that was taken names the
-- decision it became, which is the person's own.
create table oa_receipt (
  county_id int not null,
  bridge_id uuid not null,
  message_id text not null check (char_length(message_id) between 1 and 256),
  id uuid not null,
  -- SHA-256 of the signed content: id, timestamp and body, joined by dots.
  evidence bytea not null check (length(evidence) = 32),
  -- SHA-256 of the body alone: a message sent again has another time and the same body.
  body_digest bytea not null check (length(body_digest) = 32),
  received_at timestamptz not null,
  -- As it says itself; none where it could not be read so far.
  step_id uuid,
  account text,
  person_id uuid,
  decided_at timestamptz,
  taken boolean not null,
  -- The word of the refusal.
  reason text not null default '',
  answer jsonb not null,
  primary key (county_id, id),
  constraint oa_receipt_message_key unique (county_id, bridge_id, message_id),
  check (not taken or (step_id is not null and person_id is not null and account is not null and decided_at is not null)),
  check (taken = (reason = '')),
  foreign key (county_id, bridge_id) references oa_bridge (county_id, id)
);
create unique index oa_receipt_decision_key on oa_receipt (county_id, step_id, person_id) where taken;
create index oa_receipt_list_idx on oa_receipt (county_id, bridge_id, received_at desc, id desc);
alter table oa_receipt enable row level security;
alter table oa_receipt force row level security;
create policy staff on oa_receipt for select using (reaches_staff(county_id)
  and exists (select from review_step s where s.county_id = oa_receipt.county_id and s.id = step_id));
create policy desk on oa_receipt using (reaches_county(county_id)) with check (reaches_county(county_id));
-- The decision and its receipt are written in the person's own name.
create policy decider on oa_receipt for insert with check (reaches_staff(county_id) and person_id = current_person() and taken);
grant select, insert on oa_receipt to juzhen_app;

-- A receipt that says it was taken stands beside the decision it tells of, of that person, and of a step that was sent there.
create function oa_receipt_has_its_decision() returns trigger language plpgsql as $$
begin
  if not exists (select from review_decision d where d.county_id = new.county_id and d.step_id = new.step_id and d.person_id = new.person_id
                   and d.override_id is null)
     or not exists (select from oa_account a where a.county_id = new.county_id and a.bridge_id = new.bridge_id and a.account = new.account
                   and a.person_id = new.person_id and a.ended_at is null)
  then raise exception using errcode = 'check_violation', constraint = 'oa_receipt_decided', message = 'receipt of what was not decided';
  end if;
  return new;
end $$;
create trigger oa_receipt_decided before insert on oa_receipt for each row when (new.taken) execute function oa_receipt_has_its_decision();
