-- 能力: what an account may do today at its platform. An unverified account of WeChat lost the interface of publishing; what goes out
-- on it is released by hand: a person pastes the package, and enters the address.
alter table account
  add column verified boolean not null default true,
  add column capabilities text[] not null default '{draft,publish,mass_send,comments,menu,messages,figures}'
    constraint account_capabilities_check
      check (capabilities <@ '{draft,publish,mass_send,comments,menu,messages,figures}'::text[]);

-- Whoever names the states again names this one too.
alter table release_target
  drop constraint release_target_state_check,
  add constraint release_target_state_check check (state in
    ('planned', 'sending', 'accepted', 'live', 'failed', 'unconfirmed', 'missed', 'withdrawn', 'by_hand'));
create index release_target_by_hand_idx on release_target (county_id, scheduled_at) where state = 'by_hand';
