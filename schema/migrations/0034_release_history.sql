-- What became of every release, and why: each change of a target with its cause, the kind of a withdrawal, what a person does where
-- a platform lets nobody else, and whether what is live still is what was approved.

-- 经过: written by the table itself, so that no change of a target goes without its row.
create table target_history (
  county_id int not null,
  target_id uuid not null,
  seq int not null check (0 < seq),
  release_id uuid not null,
  department_id uuid not null,
  at timestamptz not null,
  state text not null,
  scheduled_at timestamptz not null,
  attempts int not null,
  code text,
  cause text,
  -- Who did it; none: the worker, or the platform.
  person_id uuid,
  primary key (county_id, target_id, seq),
  foreign key (county_id, target_id) references release_target (county_id, id)
);
alter table target_history enable row level security;
alter table target_history force row level security;
create policy owner on target_history using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on target_history to juzhen_app;

create function target_keeps_history() returns trigger language plpgsql as $$
begin
  insert into target_history (county_id, target_id, seq, release_id, department_id, at, state, scheduled_at, attempts, code, cause, person_id)
  values (new.county_id, new.id,
    (select coalesce(max(h.seq), 0) + 1 from target_history h where h.county_id = new.county_id and h.target_id = new.id),
    new.release_id, new.department_id,
    case when tg_op = 'INSERT' or new.state_at is distinct from old.state_at then new.state_at else now() end,
    new.state, new.scheduled_at, new.attempts, new.error_code, new.error_text, current_person());
  return null;
end $$;
create trigger release_target_begun after insert on release_target for each row execute function target_keeps_history();
create trigger release_target_changed after update on release_target for each row
  when (old.state is distinct from new.state or old.scheduled_at is distinct from new.scheduled_at
    or (new.error_code is not null and old.error_code is distinct from new.error_code))
  execute function target_keeps_history();

-- 撤稿的种类: in error, merged into another piece, withdrawn with a notice, or at its end.
alter table release add column withdrawal_kind text check (withdrawal_kind in ('error', 'merged', 'notice', 'expired', 'taken_back')),
  add column merged_into uuid,
  add constraint release_withdrawal_told check (withdrawal_kind is null or withdrawn_at is not null),
  add constraint release_merged_into check ((withdrawal_kind is not distinct from 'merged') = (merged_into is not null)),
  add constraint release_merged_into_fkey foreign key (county_id, merged_into) references article (county_id, id);
grant update (withdrawal_kind, merged_into) on release to juzhen_app;
alter table publication add column withdrawal_kind text, add column merged_into uuid;
grant update (withdrawal_kind, merged_into) on publication to juzhen_app;

-- 人工事项: what a platform lets only a person do, with the exact steps, ticked by a person.
create table release_task (
  county_id int not null,
  id uuid not null,
  target_id uuid not null,
  release_id uuid not null,
  department_id uuid not null,
  kind text not null check (kind in ('take_down')),
  steps text[] not null check (cardinality(steps) between 1 and 12),
  opened_at timestamptz not null,
  done_at timestamptz,
  -- None where it turned out to be done already.
  done_by uuid,
  note text check (char_length(note) <= 200),
  primary key (county_id, id),
  foreign key (county_id, target_id) references release_target (county_id, id),
  foreign key (county_id, release_id) references release (county_id, id),
  foreign key (county_id, done_by) references person (county_id, id),
  check (done_at is not null or (done_by is null and note is null))
);
create unique index release_task_open_key on release_task (county_id, target_id, kind) where done_at is null;
create index release_task_release_idx on release_task (county_id, release_id, opened_at);
alter table release_task enable row level security;
alter table release_task force row level security;
create policy owner on release_task using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on release_task to juzhen_app;
grant update (done_at, done_by, note) on release_task to juzhen_app;

-- 上线核对: what is live is fetched and compared with what was approved.
create table read_back (
  county_id int not null,
  id uuid not null,
  target_id uuid not null,
  release_id uuid not null,
  department_id uuid not null,
  looked_at timestamptz not null,
  verdict text not null check (verdict in ('same', 'different', 'gone', 'unreachable')),
  -- What is there and what was approved, part by part: [{"part", "approved", "live"}].
  differences jsonb not null default '[]' check (jsonb_typeof(differences) = 'array'),
  settled_at timestamptz,
  settled_by uuid,
  note text check (char_length(note) between 1 and 200),
  primary key (county_id, id),
  foreign key (county_id, target_id) references release_target (county_id, id),
  foreign key (county_id, release_id) references release (county_id, id),
  foreign key (county_id, settled_by) references person (county_id, id),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (note is null))
);
create index read_back_target_idx on read_back (county_id, target_id, looked_at desc);
create index read_back_open_idx on read_back (county_id, looked_at) where verdict in ('different', 'gone') and settled_at is null;
alter table read_back enable row level security;
alter table read_back force row level security;
create policy owner on read_back using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
grant select, insert on read_back to juzhen_app;
grant update (settled_at, settled_by, note) on read_back to juzhen_app;
