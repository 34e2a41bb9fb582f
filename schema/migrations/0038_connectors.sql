-- 对接程序: programs of others that publish on platforms we do not speak to ourselves. Which accounts go by which program, every call
-- that was made to it, and every result that came from it.

create table connector (
  county_id int not null references region (code),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 30),
  endpoint text not null,
  -- Sealed secrets, the newest first: two during a rotation.
  secrets bytea[] not null check (cardinality(secrets) between 1 and 2),
  rotated_at timestamptz not null,
  -- Paused by a person, or stopped since it no longer took what we sent; why says it.
  state text not null default 'active' check (state in ('active', 'paused', 'stopped')),
  stopped_for text,
  created_at timestamptz not null,
  primary key (county_id, id),
  constraint connector_name_key unique (county_id, name),
  check ((state = 'stopped') = (stopped_for is not null))
);
alter table connector enable row level security;
alter table connector force row level security;
create policy staff on connector for select using (reaches_staff(county_id));
create policy desk on connector using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on connector to juzhen_app;
grant update (name, endpoint, secrets, rotated_at, state, stopped_for) on connector to juzhen_app;

-- An account goes by one program at a time, which knows it by a word of its own.
create table connector_account (
  county_id int not null,
  account_id uuid not null,
  connector_id uuid not null,
  handle text not null check (char_length(handle) between 1 and 64),
  linked_at timestamptz not null,
  primary key (county_id, account_id),
  constraint connector_account_handle_key unique (county_id, connector_id, handle),
  constraint connector_account_account_fkey foreign key (county_id, account_id) references account (county_id, id),
  constraint connector_account_connector_fkey foreign key (county_id, connector_id) references connector (county_id, id)
);
alter table connector_account enable row level security;
alter table connector_account force row level security;
create policy staff on connector_account for select using (reaches_staff(county_id));
create policy desk on connector_account using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, delete on connector_account to juzhen_app;
grant update (connector_id, handle, linked_at) on connector_account to juzhen_app;

-- Each call that was made, once it ended: what it was about, and how the program answered.
create table connector_call (
  county_id int not null,
  id uuid not null,
  connector_id uuid not null,
  kind text not null check (kind in ('release.publish', 'release.withdraw', 'release.ask', 'ping')),
  target_id uuid,
  at timestamptz not null,
  -- None where there was no answer.
  status int,
  -- What it came to: a word of the answer, or `refused`, `later`, `unsent`, `lost`.
  outcome text not null,
  error text,
  -- The first words of the answer.
  answer text not null default '',
  primary key (county_id, id),
  check ((kind = 'ping') = (target_id is null)),
  foreign key (county_id, connector_id) references connector (county_id, id),
  foreign key (county_id, target_id) references release_target (county_id, id)
);
create index connector_call_list_idx on connector_call (county_id, connector_id, at desc, id desc);
create index connector_call_target_idx on connector_call (county_id, target_id) where target_id is not null;
alter table connector_call enable row level security;
alter table connector_call force row level security;
create policy desk on connector_call using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on connector_call to juzhen_app;

-- What came in and was signed, once a message, and how it was answered.
create table connector_result (
  county_id int not null,
  connector_id uuid not null,
  message_id text not null check (char_length(message_id) between 1 and 256),
  id uuid not null,
  body_digest bytea not null check (length(body_digest) = 32),
  received_at timestamptz not null,
  target_id uuid,
  state text,
  taken boolean not null,
  -- The word of the refusal.
  reason text not null default '',
  answer jsonb not null,
  primary key (county_id, id),
  constraint connector_result_message_key unique (county_id, connector_id, message_id),
  check (taken = (reason = '')),
  check (not taken or target_id is not null),
  foreign key (county_id, connector_id) references connector (county_id, id)
);
create index connector_result_list_idx on connector_result (county_id, connector_id, received_at desc, id desc);
alter table connector_result enable row level security;
alter table connector_result force row level security;
create policy desk on connector_result using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on connector_result to juzhen_app;
