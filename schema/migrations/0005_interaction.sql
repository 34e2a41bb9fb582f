-- 互动: inquiries with their clocks, the citizen's own data encrypted apart, replies that pass review, the work calendar.

-- 工作日: from the State Council's yearly notice; a day that is not here is unknown, never guessed.
create table workday (
  day date primary key,
  works boolean not null,
  source text not null
);
grant select on workday to juzhen_app;

create table clock_policy (
  county_id int not null references region (code),
  id uuid not null,
  kind text not null check (kind in ('consultation', 'complaint', 'suggestion')),
  accept_days int not null,
  first_answer_days int not null,
  final_days int not null,
  starts_at timestamptz not null,
  primary key (county_id, id)
);
alter table clock_policy enable row level security;
alter table clock_policy force row level security;
create policy everyone on clock_policy for select using (reaches_staff(county_id) or reaches_public(county_id));
create policy desk on clock_policy using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update on clock_policy to juzhen_app;

create table inquiry (
  county_id int not null references region (code),
  id uuid not null,
  query_code text not null check (query_code ~ '^[0-9]{10}$'),
  kind text not null check (kind in ('consultation', 'complaint', 'suggestion')),
  origin text not null check (origin in ('wechat', 'web')),
  account_id uuid,
  department_id uuid,
  -- Masked on the way in: numbers of people are starred here, and whole only in inquiry_private.
  title text not null,
  body text not null,
  state text not null default 'received' check (state in ('received', 'accepted', 'assigned', 'answered', 'delivered', 'closed', 'declined', 'returned')),
  version int not null default 1,
  received_at timestamptz not null,
  accepted_at timestamptz,
  assigned_at timestamptz,
  answered_at timestamptz,
  delivered_at timestamptz,
  closed_at timestamptz,
  clock_policy_id uuid,
  accept_due date,
  first_answer_due date,
  final_due date,
  calendar_known boolean not null default true,
  decline_reason text,
  decline_body_named text,
  primary key (county_id, id),
  constraint inquiry_query_code_key unique (county_id, query_code),
  foreign key (county_id, department_id) references department (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, clock_policy_id) references clock_policy (county_id, id)
);
create index inquiry_list_idx on inquiry (county_id, received_at desc, id desc);
create index inquiry_department_idx on inquiry (county_id, department_id, received_at desc, id desc);
create index inquiry_due_idx on inquiry (county_id, first_answer_due) where state in ('received', 'accepted', 'assigned', 'returned');
alter table inquiry enable row level security;
alter table inquiry force row level security;
create policy owner on inquiry using (reaches_department(county_id, department_id)) with check (reaches_staff(county_id));
-- A citizen's context carries the query code, and sees that one inquiry.
create policy citizen on inquiry for select using (reaches_public(county_id) and query_code = current_query_code());
create policy citizen_writes on inquiry for insert with check (reaches_public(county_id) and query_code = current_query_code() and state = 'received');
grant select, insert, update on inquiry to juzhen_app;

-- 个人信息 (C27, I7): AES-256-GCM under the deployment's key; openid_mac finds a citizen's thread without storing who it is.
create table inquiry_private (
  county_id int not null,
  inquiry_id uuid not null,
  key_id text not null,
  sealed bytea not null,
  openid_mac bytea,
  primary key (county_id, inquiry_id),
  foreign key (county_id, inquiry_id) references inquiry (county_id, id)
);
create index inquiry_private_openid_idx on inquiry_private (county_id, openid_mac) where openid_mac is not null;
alter table inquiry_private enable row level security;
alter table inquiry_private force row level security;
create policy owner on inquiry_private for select using (reaches_staff(county_id)
  and exists (select from inquiry i where i.county_id = inquiry_private.county_id and i.id = inquiry_id));
create policy writes on inquiry_private for insert with check (reaches_system(county_id)
  or exists (select from inquiry i where i.county_id = inquiry_private.county_id and i.id = inquiry_id));
grant select, insert on inquiry_private to juzhen_app;

create table reply (
  county_id int not null,
  id uuid not null,
  inquiry_id uuid not null,
  department_id uuid not null,
  author_id uuid not null,
  reviewer_id uuid,
  body text not null check (length(btrim(body)) > 0),
  state text not null check (state in ('in_review', 'returned', 'approved', 'delivered')),
  return_reason text,
  written_at timestamptz not null,
  reviewed_at timestamptz,
  -- How the citizen got it: in WeChat inside the window, and always on the query page.
  wechat_state text not null default 'none' check (wechat_state in ('none', 'queued', 'sent', 'window_closed', 'failed', 'unconfirmed')),
  primary key (county_id, id),
  foreign key (county_id, inquiry_id) references inquiry (county_id, id),
  constraint reply_not_own_review check (reviewer_id is null or reviewer_id <> author_id)
);
create index reply_inquiry_idx on reply (county_id, inquiry_id, id);
alter table reply enable row level security;
alter table reply force row level security;
create policy owner on reply using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy citizen on reply for select using (reaches_public(county_id) and state in ('approved', 'delivered')
  and exists (select from inquiry i where i.county_id = reply.county_id and i.id = inquiry_id));
grant select, insert, update on reply to juzhen_app;

create table inquiry_event (
  county_id int not null,
  id uuid not null,
  inquiry_id uuid not null,
  at timestamptz not null,
  kind text not null,
  person_id uuid,
  department_id uuid,
  note text not null default '',
  primary key (county_id, id),
  foreign key (county_id, inquiry_id) references inquiry (county_id, id)
);
create index inquiry_event_inquiry_idx on inquiry_event (county_id, inquiry_id, id);
alter table inquiry_event enable row level security;
alter table inquiry_event force row level security;
create policy owner on inquiry_event using (current_reach() in ('department', 'county', 'system', 'public')
    and exists (select from inquiry i where i.county_id = inquiry_event.county_id and i.id = inquiry_id))
  with check (county_id = current_county());
grant select, insert on inquiry_event to juzhen_app;

-- Deliveries from WeChat already taken, so that its repeats change nothing.
create table callback_receipt (
  county_id int not null,
  account_id uuid not null,
  dedupe_key text not null,
  received_at timestamptz not null,
  answer text not null default '',
  primary key (county_id, account_id, dedupe_key),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table callback_receipt enable row level security;
alter table callback_receipt force row level security;
create policy system on callback_receipt using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert, update on callback_receipt to juzhen_app;

-- The customer-message window of one citizen on one account: 48 hours and 5 messages by default.
create table customer_window (
  county_id int not null,
  account_id uuid not null,
  openid_mac bytea not null,
  opened_at timestamptz not null,
  sent int not null default 0,
  primary key (county_id, account_id, openid_mac),
  foreign key (county_id, account_id) references account (county_id, id)
);
alter table customer_window enable row level security;
alter table customer_window force row level security;
create policy system on customer_window using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert, update on customer_window to juzhen_app;
