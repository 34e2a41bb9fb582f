-- 互动: inquiries with their clocks, the citizen's own data encrypted apart, replies that pass review, the work calendar.

-- 工作日: from the State Council's yearly notice; a day that is not here is unknown, never guessed.
create table workday (
  day date primary key,
  works boolean not null,
  source text not null
);
grant select on workday to juzhen_app;

-- Each year's notice as it differs from Monday to Friday: weekdays that are holidays, and weekend days that are worked (month and day).
with notice (year, holidays, worked) as (values
  (2004, '0101 0122 0123 0126 0127 0128 0503 0504 0505 0506 0507 1001 1004 1005 1006 1007', '0117 0118 0508 0509 1009 1010'),
  (2005, '0103 0209 0210 0211 0214 0215 0502 0503 0504 0505 0506 1003 1004 1005 1006 1007', '0205 0206 0430 0508 1008 1009'),
  (2006, '0102 0103 0130 0131 0201 0202 0203 0501 0502 0503 0504 0505 1002 1003 1004 1005 1006', '0128 0205 0429 0430 0930 1008 1230 1231'),
  (2007, '0101 0102 0103 0219 0220 0221 0222 0223 0501 0502 0503 0504 0507 1001 1002 1003 1004 1005 1231', '0217 0225 0428 0429 0929 0930 1229'),
  (2008, '0101 0206 0207 0208 0211 0212 0404 0501 0502 0609 0915 0929 0930 1001 1002 1003', '0202 0203 0504 0927 0928'),
  (2009, '0101 0102 0126 0127 0128 0129 0130 0406 0501 0528 0529 1001 1002 1005 1006 1007 1008', '0104 0124 0201 0531 0927 1010'),
  (2010, '0101 0215 0216 0217 0218 0219 0405 0503 0614 0615 0616 0922 0923 0924 1001 1004 1005 1006 1007', '0220 0221 0612 0613 0919 0925 0926 1009'),
  (2011, '0103 0202 0203 0204 0207 0208 0404 0405 0502 0606 0912 1003 1004 1005 1006 1007', '0130 0212 0402 1008 1009 1231'),
  (2012, '0102 0103 0123 0124 0125 0126 0127 0402 0403 0404 0430 0501 0622 1001 1002 1003 1004 1005', '0121 0129 0331 0401 0428 0929'),
  (2013, '0101 0102 0103 0211 0212 0213 0214 0215 0404 0405 0429 0430 0501 0610 0611 0612 0919 0920 1001 1002 1003 1004 1007', '0105 0106 0216 0217 0407 0427 0428 0608 0609 0922 0929 1012'),
  (2014, '0101 0131 0203 0204 0205 0206 0407 0501 0502 0602 0908 1001 1002 1003 1006 1007', '0126 0208 0504 0928 1011'),
  (2015, '0101 0102 0218 0219 0220 0223 0224 0406 0501 0622 0903 0904 1001 1002 1005 1006 1007', '0104 0215 0228 0906 1010'),
  (2016, '0101 0208 0209 0210 0211 0212 0404 0502 0609 0610 0915 0916 1003 1004 1005 1006 1007', '0206 0214 0612 0918 1008 1009'),
  (2017, '0102 0127 0130 0131 0201 0202 0403 0404 0501 0529 0530 1002 1003 1004 1005 1006', '0122 0204 0401 0527 0930'),
  (2018, '0101 0215 0216 0219 0220 0221 0405 0406 0430 0501 0618 0924 1001 1002 1003 1004 1005 1231', '0211 0224 0408 0428 0929 0930 1229'),
  (2019, '0101 0204 0205 0206 0207 0208 0405 0501 0502 0503 0607 0913 1001 1002 1003 1004 1007', '0202 0203 0428 0505 0929 1012'),
  (2020, '0101 0124 0127 0128 0129 0130 0131 0406 0501 0504 0505 0625 0626 1001 1002 1005 1006 1007 1008', '0119 0426 0509 0628 0927 1010'),
  (2021, '0101 0211 0212 0215 0216 0217 0405 0503 0504 0505 0614 0920 0921 1001 1004 1005 1006 1007', '0207 0220 0425 0508 0918 0926 1009'),
  (2022, '0103 0131 0201 0202 0203 0204 0404 0405 0502 0503 0504 0603 0912 1003 1004 1005 1006 1007', '0129 0130 0402 0424 0507 1008 1009'),
  (2023, '0102 0123 0124 0125 0126 0127 0405 0501 0502 0503 0622 0623 0929 1002 1003 1004 1005 1006', '0128 0129 0423 0506 0625 1007 1008'),
  (2024, '0101 0212 0213 0214 0215 0216 0404 0405 0501 0502 0503 0610 0916 0917 1001 1002 1003 1004 1007', '0204 0218 0407 0428 0511 0914 0929 1012'),
  (2025, '0101 0128 0129 0130 0131 0203 0204 0404 0501 0502 0505 0602 1001 1002 1003 1006 1007 1008', '0126 0208 0427 0928 1011'),
  (2026, '0101 0102 0216 0217 0218 0219 0220 0223 0406 0501 0504 0505 0619 0925 1001 1002 1005 1006 1007', '0104 0214 0228 0509 0920 1010')
)
insert into workday (day, works, source)
select day::date, case when to_char(day, 'MMDD') = any (string_to_array(holidays, ' ')) then false
    when to_char(day, 'MMDD') = any (string_to_array(worked, ' ')) then true else extract(isodow from day) < 6 end,
  '国务院办公厅 ' || year || ' 年部分节假日安排'
from notice, generate_series(make_date(year, 1, 1)::timestamp, make_date(year, 12, 31)::timestamp, interval '1 day') as day;

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
  contact_masked text not null default '',
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
-- Part 0 is the letter itself; later parts are what the citizen added to it.
create table inquiry_private (
  county_id int not null,
  inquiry_id uuid not null,
  part int not null default 0,
  key_id text not null,
  sealed bytea not null,
  openid_mac bytea,
  primary key (county_id, inquiry_id, part),
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
create unique index reply_in_review_key on reply (county_id, inquiry_id) where state = 'in_review';
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
create policy owner on inquiry_event for select using (reaches_staff(county_id)
  and exists (select from inquiry i where i.county_id = inquiry_event.county_id and i.id = inquiry_id));
create policy append on inquiry_event for insert with check (county_id = current_county()
  and exists (select from inquiry i where i.county_id = inquiry_event.county_id and i.id = inquiry_id));
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
