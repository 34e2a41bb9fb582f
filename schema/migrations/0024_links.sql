-- 链接核查: whether the addresses that pieces point to answer. The worker asks; the checks read what it found.

-- One address of a county, whatever pieces point to it.
create table link (
  county_id int not null references region (code),
  -- SHA-256 of the address: an address is too long for a key.
  address_hash bytea not null check (length(address_hash) = 32),
  address text not null check (length(address) <= 2048),
  noted_at timestamptz not null,
  asked_at timestamptz,
  -- What it answered when it was last asked, if anything.
  status smallint,
  fault text check (fault in ('missing', 'unreachable', 'private', 'lost')),
  -- How often in a row nothing came.
  failures smallint not null default 0 check (0 <= failures),
  primary key (county_id, address_hash)
);
alter table link enable row level security;
alter table link force row level security;
create policy staff on link using (reaches_staff(county_id)) with check (reaches_staff(county_id));
grant select, insert on link to juzhen_app;
grant update (noted_at, asked_at, status, fault, failures) on link to juzhen_app;
