-- 更正说明 (I10): what readers saw is put right in a new revision, which tells them what it puts right. It is written with the
-- draft, frozen with the revision, checked, reviewed and covered by the digest like the rest of the text.
alter table article add column correction text not null default '' check (length(correction) <= 200);
alter table revision add column correction text check (length(btrim(correction)) between 1 and 200);

create function revision_tells_correction() returns trigger language plpgsql as $$
begin
  if new.correction is null
    and exists (select from article a where a.county_id = new.county_id and a.id = new.article_id and a.released_at is not null)
  then raise exception using errcode = 'check_violation', constraint = 'revision_tells_correction', message = 'a correction without a public reason';
  end if;
  return new;
end $$;
create trigger revision_correction before insert on revision for each row execute function revision_tells_correction();

-- Whoever audits reads every act, those on a limited piece too: a row of the trail names the piece by its id and tells nothing of its text.
create function audits() returns boolean language sql stable as $$
  select exists (select from membership m where m.county_id = current_county() and m.person_id = current_person()
    and m.role = 'auditor' and m.ended_at is null) $$;
drop policy limited on audit_event;
create policy limited on audit_event as restrictive for select
  using (subject_id is null or (select audits()) or subject_id not in (select hidden_articles()));
