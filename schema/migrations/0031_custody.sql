-- 密钥托管: whose care an account's credentials are in, since when they stand, who asked to see them and who allowed it; and the one
-- token that all processes share of an account.

alter table account
  add column custodian_id uuid,
  add column secret_set_at timestamptz,
  add column secret_lost_at timestamptz,
  add column secret_lost_reason text check (char_length(secret_lost_reason) between 1 and 200),
  add constraint account_custodian_fkey foreign key (county_id, custodian_id) references person (county_id, id),
  add constraint account_secret_lost_check check ((secret_lost_at is null) = (secret_lost_reason is null));

-- 查看密钥: one asks with a reason, another allows it, and then the one who asked sees them once, within minutes.
create table credential_request (
  county_id int not null,
  id uuid not null,
  account_id uuid not null,
  reason text not null check (char_length(btrim(reason)) between 1 and 200),
  asked_by uuid not null,
  asked_at timestamptz not null,
  settled_by uuid,
  settled_at timestamptz,
  allowed boolean,
  answer text not null default '' check (char_length(answer) <= 200),
  -- Until when it may be seen.
  ends_at timestamptz,
  revealed_at timestamptz,
  primary key (county_id, id),
  foreign key (county_id, account_id) references account (county_id, id),
  foreign key (county_id, asked_by) references person (county_id, id),
  foreign key (county_id, settled_by) references person (county_id, id),
  constraint credential_request_two check (settled_by <> asked_by),
  check ((settled_by is null) = (settled_at is null) and (settled_by is null) = (allowed is null)),
  check ((allowed is true) = (ends_at is not null)),
  constraint credential_request_once check (revealed_at is null or (allowed and revealed_at <= ends_at))
);
create index credential_request_account_idx on credential_request (county_id, account_id, asked_at desc);
create index credential_request_waiting_idx on credential_request (county_id, asked_at) where settled_at is null;
alter table credential_request enable row level security;
alter table credential_request force row level security;
create policy desk on credential_request using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert on credential_request to juzhen_app;
grant update (settled_by, settled_at, allowed, answer, ends_at, revealed_at) on credential_request to juzhen_app;

-- 令牌: sealed, with the mark of the secret it was fetched by, and the lease of the process that fetches the next.
create table account_token (
  county_id int not null,
  account_id uuid not null,
  token bytea,
  made_for bytea,
  expires_at timestamptz,
  fetched_at timestamptz,
  lease_token uuid,
  lease_until timestamptz,
  primary key (county_id, account_id),
  foreign key (county_id, account_id) references account (county_id, id),
  check ((token is null) = (made_for is null) and (token is null) = (expires_at is null))
);
alter table account_token enable row level security;
alter table account_token force row level security;
create policy system on account_token using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert, update on account_token to juzhen_app;
