-- 二次验证: a code from the person's own phone before an act that waits for nobody else; 批量通过: several pieces passed at one step,
-- never at the gate of secrecy; and what the numbers of the desk (审核统计) are read from.

-- One shared secret a person (RFC 6238), sealed. A new one waits beside the old until its first code has proved it.
create table second_factor (
  county_id int not null,
  person_id uuid not null,
  secret bytea,
  pending bytea,
  enrolled_at timestamptz,
  -- The last time step whose code was taken: a code is good once.
  last_step bigint not null default 0,
  failures int not null default 0,
  locked_until timestamptz,
  primary key (county_id, person_id),
  foreign key (county_id, person_id) references person (county_id, id),
  constraint second_factor_secret check (secret is not null or pending is not null),
  constraint second_factor_enrolled check ((secret is null) = (enrolled_at is null))
);
alter table second_factor enable row level security;
alter table second_factor force row level security;
create policy own on second_factor using (reaches_staff(county_id) and person_id = current_person())
  with check (reaches_staff(county_id) and person_id = current_person());
create policy platform on second_factor using (reaches_system(county_id)) with check (reaches_system(county_id));
-- The desk sees that there is one, and the security administrator takes away one that was lost.
create policy desk on second_factor for select using (reaches_county(county_id));
create policy lost on second_factor for delete using (reaches_county(county_id));
grant select, insert, update, delete on second_factor to juzhen_app;

-- Codes for the day the phone is lost, each good once; a keyed digest alone is kept.
create table recovery_code (
  county_id int not null,
  id uuid not null,
  person_id uuid not null,
  digest bytea not null,
  used_at timestamptz,
  primary key (county_id, id),
  constraint recovery_code_key unique (county_id, person_id, digest),
  foreign key (county_id, person_id) references person (county_id, id)
);
alter table recovery_code enable row level security;
alter table recovery_code force row level security;
create policy own on recovery_code using (reaches_staff(county_id) and person_id = current_person())
  with check (reaches_staff(county_id) and person_id = current_person());
create policy seen on recovery_code for select using (reaches_county(county_id));
create policy lost on recovery_code for delete using (reaches_county(county_id));
grant select, insert, delete on recovery_code to juzhen_app;
grant update (used_at) on recovery_code to juzhen_app;

-- Until when acts that ask for it go by the last code given on this session.
alter table session add column proved_at timestamptz;
create policy own on session for select using (reaches_staff(county_id) and person_id = current_person());
create policy proving on session for update using (reaches_staff(county_id) and person_id = current_person())
  with check (reaches_staff(county_id) and person_id = current_person());

alter table review_step
  -- Whether several pieces may be passed at it at once; a step that holds the gate of secrecy, or signs off, is never such.
  add column bulk boolean not null default false,
  -- Working minutes from its opening to its end, as office hours and calendar were then; none where the calendar did not say.
  add column worked_minutes int check (worked_minutes >= 0),
  add constraint review_step_bulk check (not bulk or not (sign_off or 'secrecy' = any (gates)));

-- Decisions and verdicts of one act in bulk share its id. Each is a row of its own, as if given alone.
alter table review_decision add column bulk_id uuid;
alter table gate_verdict add column bulk_id uuid,
  add constraint gate_verdict_secrecy_alone check (bulk_id is null or gate <> 'secrecy');

-- Nothing is passed in bulk but by a step that allows it, and no piece that is sensitive or urgent.
create function decision_fits_bulk() returns trigger language plpgsql as $$
begin
  if new.verdict <> 'pass' or new.override_id is not null
     or not exists (select from review_step s join review_case c on c.county_id = s.county_id and c.id = s.case_id
                      join revision r on r.county_id = c.county_id and r.id = c.revision_id
                    where s.county_id = new.county_id and s.id = new.step_id and s.bulk and r.sensitivity = 'plain' and not r.emergency)
  then raise exception using errcode = 'check_violation', constraint = 'review_decision_bulk', message = 'decision in bulk where none may be';
  end if;
  return new;
end $$;
create trigger review_decision_bulk before insert on review_decision for each row
  when (new.bulk_id is not null) execute function decision_fits_bulk();

-- What the numbers of a period are read by.
create index review_step_closed_idx on review_step (county_id, closed_at) where closed_at is not null;
create index review_case_closed_idx on review_case (county_id, closed_at) where closed_at is not null;
create index gate_verdict_returned_idx on gate_verdict (county_id, decided_at) where verdict = 'return';
create index review_decision_bulk_idx on review_decision (county_id, decided_at) where bulk_id is not null;
create index review_debt_owed_idx on review_debt (county_id, owed_at);
