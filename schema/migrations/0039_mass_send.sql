-- 群发: a WeChat target is published where followers find it, or pushed to them; a push waits for the account's administrator.
-- 多图文: up to eight pieces go out as one message; the first carries the others.

alter table release_target
  add column way text not null default 'publish' check (way in ('publish', 'mass')),
  -- Until when the administrator can confirm a push; past it the platform drops it.
  add column confirm_by timestamptz,
  -- Whether a push of the month is part of what is reserved.
  add column reserved_month boolean not null default false,
  -- The target in whose message it rides, and its place there.
  add column carrier_id uuid,
  add column place int not null default 0 check (place between 0 and 7),
  drop constraint release_target_state_check,
  add constraint release_target_state_check check (state in ('planned', 'sending', 'accepted', 'confirming', 'live', 'failed', 'unconfirmed',
    'missed', 'withdrawn', 'by_hand')),
  add constraint release_target_carrier_fkey foreign key (county_id, carrier_id) references release_target (county_id, id),
  add constraint release_target_carrier_check check (carrier_id is null or (carrier_id <> id and channel = 'wechat')),
  add constraint release_target_pushed_check check (way = 'publish' or channel = 'wechat'),
  add constraint release_target_confirming_check check (state <> 'confirming' or (way = 'mass' and confirm_by is not null));
create index release_target_carrier_idx on release_target (county_id, carrier_id) where carrier_id is not null;
drop index release_target_due_idx;
create index release_target_due_idx on release_target (county_id, scheduled_at)
  where state in ('planned', 'sending', 'accepted', 'confirming', 'unconfirmed');
