-- 会签 and the rest of deciding: a piece says which departments it touches, and each of them decides on it; rules are drafted as a
-- set before they hold; who may decide a step is one question with one answer, and a step that nobody may decide is found.

alter table article add column touches uuid[] not null default '{}';
alter table revision add column touches uuid[] not null default '{}';

-- Departments that co-sign this case: they see it, and while it is open move it on by deciding.
alter table review_case add column co_signers uuid[] not null default '{}';
create index review_case_co_signed_idx on review_case (county_id, article_id) where co_signers <> '{}';

-- Steps of one stage open together and the next stage opens when all of them have passed. None: the step is a stage of its own, by its position.
alter table review_step
  add column stage int check (stage > 0),
  add column co_sign boolean not null default false,
  add column reminded_at timestamptz,
  add column escalated_at timestamptz,
  add column stuck_at timestamptz,
  add constraint review_step_co_sign_department check (not co_sign or department_id is not null);

-- True where the caller's department co-signs the case.
create function co_signs(c review_case) returns boolean language sql stable as $$
  select c.county_id = current_county() and current_reach() in ('department', 'county') and current_department() = any (c.co_signers) $$;

create policy co_signer on review_case for select using (reaches_staff(county_id) and current_department() = any (co_signers));
create policy co_signing on review_case for update
  using (reaches_staff(county_id) and current_department() = any (co_signers) and state = 'open')
  with check (reaches_staff(county_id) and current_department() = any (co_signers));
create policy co_signer on review_step for select using (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = review_step.county_id and c.id = case_id and co_signs(c)));
create policy co_signing on review_step for update using (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = review_step.county_id and c.id = case_id and c.state = 'open' and co_signs(c)));
create policy co_signer on review_override for select using (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = review_override.county_id and c.id = case_id and co_signs(c)));
create policy co_signer on review_debt for select using (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = review_debt.county_id and c.id = case_id and co_signs(c)));
create policy co_signing on review_debt for insert with check (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = review_debt.county_id and c.id = case_id and c.state = 'open' and co_signs(c)));
create policy co_signing on approval for insert with check (reaches_staff(county_id)
  and exists (select from review_case c where c.county_id = approval.county_id and c.id = case_id and co_signs(c)));
-- Who co-signs reads the piece, its revisions under review and their pictures; the last of them to decide moves the piece on.
create policy co_signer on article for select using (reaches_staff(county_id)
  and id in (select c.article_id from review_case c where c.county_id = current_county() and c.co_signers <> '{}' and co_signs(c)));
create policy co_signing on article for update using (reaches_staff(county_id) and state = 'in_review'
  and id in (select c.article_id from review_case c
    where c.county_id = current_county() and c.co_signers <> '{}' and c.state = 'open' and co_signs(c)))
  with check (reaches_staff(county_id) and state in ('draft', 'approved'));
create policy co_signer on revision for select using (reaches_staff(county_id)
  and id in (select c.revision_id from review_case c where c.county_id = current_county() and c.co_signers <> '{}' and co_signs(c)));
create policy co_signer on media for select using (reaches_staff(county_id)
  and id in (select m.media_id from review_case c join revision_media m on m.county_id = c.county_id and m.revision_id = c.revision_id
    where c.county_id = current_county() and c.co_signers <> '{}' and co_signs(c)));

-- Where the rule of the case asks for co-signature, every department the revision touches has passed it, by a person's decision.
create function approval_needs_co_signers() returns trigger language plpgsql as $$
begin
  if exists (select from review_case c join revision r on r.county_id = c.county_id and r.id = c.revision_id
               join review_rule u on u.county_id = c.county_id and u.id = c.rule_id
               cross join unnest(r.touches) touched
             where c.county_id = new.county_id and c.id = new.case_id and touched <> r.department_id
               and exists (select from jsonb_array_elements(u.definition->'steps') plan where (plan->>'co_sign')::boolean)
               and not exists (select from review_step s join review_decision d on d.county_id = s.county_id and d.step_id = s.id and d.verdict = 'pass'
                               where s.county_id = c.county_id and s.case_id = c.id and s.co_sign and s.department_id = touched and s.state = 'passed'))
  then raise exception using errcode = 'check_violation', constraint = 'approval_co_signed', message = 'approval without a co-signing department';
  end if;
  return new;
end $$;
create trigger approval_co_signed before insert on approval for each row execute function approval_needs_co_signers();

-- Who may decide a step as things stand: the holders of its role in its scope, a principal of the department that co-signs, and
-- delegates where it is signed off; no writer of the piece, nobody who decided the step, and nobody who decided another of the
-- case unless the step allows it.
create function step_deciders(s review_step, c review_case, at timestamptz) returns setof uuid language sql stable as $$
  select held.person_id
  from (select m.person_id from membership m
        where m.county_id = s.county_id and m.ended_at is null and (m.role = s.role or s.co_sign and m.role = 'principal')
          and (m.department_id is null or m.department_id = s.department_id)
        union
        select l.delegate_id from delegation l
        where l.county_id = s.county_id and s.sign_off and s.role = 'principal' and delegation_holds(l, at)
          and l.principal_id <> all (c.writers) and (l.department_id is null or l.department_id = c.department_id)) held
    join person p on p.county_id = s.county_id and p.id = held.person_id and p.active
  where p.id <> all (c.writers)
    and not exists (select from review_decision d where d.county_id = s.county_id and d.case_id = s.case_id and d.person_id = p.id
                      and (d.step_id = s.id or not s.repeat_allowed)) $$;
create index membership_role_idx on membership (county_id, role) where ended_at is null;

-- The set of rules being written, one a county, until it is published as new versions or thrown away.
create table review_rule_draft (
  county_id int primary key references region (code),
  rules jsonb not null,
  -- The rules in force when it was begun: published only over these.
  base uuid[] not null,
  version int not null check (version > 0),
  edited_by uuid not null,
  edited_at timestamptz not null,
  foreign key (county_id, edited_by) references person (county_id, id)
);
alter table review_rule_draft enable row level security;
alter table review_rule_draft force row level security;
create policy desk on review_rule_draft using (reaches_county(county_id)) with check (reaches_county(county_id));
grant select, insert, update, delete on review_rule_draft to juzhen_app;

-- Who wrote a version, for the history.
alter table review_rule add column published_by uuid, add column note text not null default '';
