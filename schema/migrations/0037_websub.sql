-- WebSub: who asked to be told of what is new in a public feed, until when. Asking is a row of its own until the callback confirmed it.

create table hub_request (
  county_id int not null references region (code),
  id uuid not null,
  mode text not null check (mode in ('subscribe', 'unsubscribe')),
  topic text not null check (char_length(topic) <= 2000),
  callback text not null check (char_length(callback) <= 2000),
  -- The subscriber's own secret, sealed.
  secret bytea,
  lease_seconds int not null check (lease_seconds between 60 and 2592000),
  asked_at timestamptz not null,
  primary key (county_id, id)
);
alter table hub_request enable row level security;
alter table hub_request force row level security;
create policy ask on hub_request for insert with check (reaches_public(county_id));
create policy system on hub_request using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert, delete on hub_request to juzhen_app;

create table hub_subscription (
  county_id int not null references region (code),
  id uuid not null,
  topic text not null,
  callback text not null,
  callback_hash bytea not null check (length(callback_hash) = 32),
  secret bytea,
  lease_until timestamptz not null,
  -- SHA-256 of what was last delivered.
  sent_digest bytea,
  sent_at timestamptz,
  begun_at timestamptz not null,
  primary key (county_id, id),
  constraint hub_subscription_once_key unique (county_id, topic, callback_hash)
);
create index hub_subscription_lease_idx on hub_subscription (county_id, lease_until);
alter table hub_subscription enable row level security;
alter table hub_subscription force row level security;
create policy system on hub_subscription using (reaches_system(county_id)) with check (reaches_system(county_id));
grant select, insert, update, delete on hub_subscription to juzhen_app;
