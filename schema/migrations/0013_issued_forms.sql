-- 审核打印件: a form printed of an approved review, with the code that finds it again and the digest of exactly that file.

-- A long random name someone holds, such as a verification code: it opens one row to whoever has it, and lists nothing.
create function current_token() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('juzhen.token', true), '')::uuid $$;

create table issued_form (
  county_id int not null references region (code),
  id uuid not null,
  case_id uuid not null,
  revision_id uuid not null,
  digest bytea not null,
  department_id uuid not null,
  form text not null check (form in ('review', 'secrecy')),
  -- 128 random bits.
  code uuid not null,
  -- Of the file, to the byte.
  sha256 bytea not null check (length(sha256) = 32),
  approved_at timestamptz not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  -- Since when a later one says more, such as what the second look at an override found.
  superseded_at timestamptz,
  primary key (county_id, id),
  constraint issued_form_code_key unique (county_id, code),
  foreign key (county_id, case_id) references review_case (county_id, id),
  -- Nothing is printed of what was not approved.
  foreign key (county_id, revision_id, digest) references approval (county_id, revision_id, digest),
  foreign key (county_id, issued_by) references person (county_id, id)
);
create index issued_form_case_idx on issued_form (county_id, case_id, form, issued_at desc);
-- One of each form stands; whoever prints at the same moment finds it.
create unique index issued_form_standing_key on issued_form (county_id, case_id, form) where superseded_at is null;
alter table issued_form enable row level security;
alter table issued_form force row level security;
create policy owner on issued_form using (reaches_department(county_id, department_id)) with check (reaches_department(county_id, department_id));
create policy holder on issued_form for select using (reaches_public(county_id) and code = current_token());
grant select, insert on issued_form to juzhen_app;
grant update (superseded_at) on issued_form to juzhen_app;
