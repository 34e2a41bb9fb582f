-- Counties :first to :last with fourteen departments of five accounts, and :pieces approved pieces each. Every key, check and trigger
-- holds: a piece is approved by a case that passed, and no release could be loaded without it. Ids count upwards and are the same in
-- every county.
set synchronous_commit = off;
begin;

create temporary table county as select generate_series(:first, :last) as code;
create temporary table seat as select n, lpad(to_hex(n), 32, '0')::uuid as id, (n - 1) % 14 + 1 as department from generate_series(1, 70) n;

-- One site, one app, and 68 accounts that go by the county's connector: one a department on each platform.
insert into account (county_id, id, department_id, channel, name, settings, state, created_at, platform)
select code, id, lpad(to_hex(department), 32, '0')::uuid, case n when 1 then 'website' when 2 then 'app' else 'connector' end,
  '账号' || n, '{}', 'unfiled', now(), case when 2 < n then '平台' || (n - 1) / 14 end
from county, seat;
insert into filing (county_id, id, account_id, kind, number, filed_on, approved_on)
select code, id, id, 'open', 'B' || code || '-' || n, date '2026-01-05', date '2026-01-09' from county, seat;
update account set filing_id = id, state = 'active' where county_id between :first and :last;

create temporary table sentence as
select row_number() over () - 1 as place, text from unnest(array[
  '连日来，全县各乡镇抢抓农时，组织农技人员深入田间地头，指导群众做好冬小麦田间管理。',
  '工作专班每周召开一次调度会，逐项梳理问题清单，明确责任单位和完成时限。',
  '据介绍，新建成的便民服务中心设置综合窗口二十六个，可办理事项达到一千一百多项。',
  '交通运输部门对县乡道路进行拉网式排查，修补路面坑槽，更换破损护栏，保障群众出行安全。',
  '文化馆组织文艺志愿者走进社区，送去了豫剧、曲艺和广场舞等群众喜闻乐见的节目。',
  '水利部门加强水库巡查值守，二十四小时监测水位变化，备足备齐抢险物资。',
  '村里成立了合作社，统一供苗、统一技术、统一销售，带动七十多户发展猕猴桃种植。',
  '学校食堂实行明厨亮灶，家长可以通过手机随时查看后厨情况，并参与陪餐监督。']) text;

-- About 3 kB each.
create temporary table piece as
select code, n, (n - 1) % 14 + 1 as department, lpad(to_hex(n), 32, '0')::uuid as id, sha256((code || '/' || n)::bytea) as digest,
  timestamptz '2026-01-01' + n * interval '100 seconds' as at, '重点工作推进情况第' || n || '期' as title, blocks
from county cross join generate_series(1, :pieces) n
cross join lateral (
  select jsonb_agg(jsonb_build_object('type', 'paragraph', 'spans', jsonb_build_array(jsonb_build_object('text', text))) order by p) as blocks
  from (select p, string_agg(text, '' order by i) as text from generate_series(1, 4) p cross join generate_series(1, 7) i
        join sentence on place = hashint4(n * 32 + p * 8 + i) & 7 group by p) paragraph) b;
create index on piece (code, id);
analyze piece;

create temporary table desk as
select c.code, w.id as writer, r.id as reviewer, u.id as rule, u.version from county c
join person w on w.county_id = c.code and w.login = 'writer' join person r on r.county_id = c.code and r.login = 'reviewer'
cross join lateral (select id, version from review_rule where county_id = c.code order by priority, id limit 1) u;

insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, kind, topics, state, revision_count,
  created_at, updated_at)
select code, id, lpad(to_hex(department), 32, '0')::uuid, writer, array[writer], title, title, blocks, 'news', '{}', 'approved', 1, at, at
from piece join desk using (code);
insert into revision (county_id, id, article_id, number, department_id, author_id, writers, submitted_by, submitted_at, title, summary,
  blocks, kind, sensitivity, origin, emergency, topics, digest)
select code, id, id, 1, lpad(to_hex(department), 32, '0')::uuid, writer, array[writer], writer, at, title, title, blocks, 'news',
  'plain', 'original', false, '{}', digest
from piece join desk using (code);

insert into review_case (county_id, id, article_id, revision_id, digest, department_id, author_id, writers, rule_id, rule_version, state,
  opened_at, closed_at)
select code, id, id, id, digest, lpad(to_hex(department), 32, '0')::uuid, writer, array[writer], rule, version, 'approved', at, at
from piece join desk using (code);
insert into review_step (county_id, id, case_id, position, name, name_en, role, case_department_id, quorum, gates, deadline_minutes, state,
  opened_at, closed_at, stage)
select code, id, id, 1, '审核', 'Review', 'county_reviewer', lpad(to_hex(department), 32, '0')::uuid, 1,
  '{political,policy,legal,wording,secrecy,opinion}', 60, 'passed', at, at, 1
from piece;
insert into review_decision (county_id, id, case_id, step_id, author_id, writers, person_id, role, verdict, decided_at)
select code, id, id, id, writer, array[writer], reviewer, 'county_reviewer', 'pass', at from piece join desk using (code);
insert into gate_verdict (county_id, id, case_id, step_id, author_id, writers, gate, person_id, verdict, decided_at)
select code, gen_random_uuid(), id, id, writer, array[writer], gate, reviewer, 'pass', at
from piece join desk using (code), unnest(array['political', 'policy', 'legal', 'wording', 'secrecy', 'opinion']) gate;
analyze revision, review_case, review_step, review_decision, gate_verdict;
insert into approval (county_id, id, case_id, article_id, revision_id, digest, department_id, rule_id, rule_version, decisions, approved_at)
select code, id, id, id, id, digest, lpad(to_hex(department), 32, '0')::uuid, rule, version, '[]', at from piece join desk using (code);

commit;
