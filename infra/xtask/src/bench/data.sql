-- Two counties × 100 departments × 2,000 released articles. Loaded past triggers and foreign keys, as a restore would be:
-- reviews and releases are not what is measured. The text of a piece is about 3 kB.
set session_replication_role = replica;

insert into department (county_id, id, slug, name, name_en, kind)
select county, gen_random_uuid(), 'bench-' || n, '部门' || n, 'Department ' || n, 'bureau'
from unnest(array[411323, 411325]) county, generate_series(1, 100) n;

create temporary table piece as
select d.county_id, gen_random_uuid() as article_id, gen_random_uuid() as revision_id, gen_random_uuid() as release_id,
       d.id as department_id, d.name as department_name,
       '全县重点工作推进情况第' || n || '期' as title, '各乡镇、各部门按照部署推进重点工作，第' || n || '期情况如下。' as summary,
       jsonb_build_array(jsonb_build_object('type', 'paragraph', 'spans',
         jsonb_build_array(jsonb_build_object('text', repeat('各乡镇各部门按照部署推进重点工作，群众反映良好。', 40))))) as blocks,
       (select p.id from person p where p.county_id = d.county_id limit 1) as person_id,
       timestamptz '2025-01-01' + ((n * 100 + (hashtext(d.slug) & 63)) || ' seconds')::interval as at
from department d, generate_series(1, 2000) n where d.slug like 'bench-%';

insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, kind, topics, state, revision_count,
  created_at, updated_at, released_at)
select county_id, article_id, department_id, person_id, array[person_id], title, summary, blocks, 'news', '{}', 'released', 1, at, at, at
from piece;

insert into revision (county_id, id, article_id, number, department_id, author_id, writers, submitted_by, submitted_at, title, summary,
  blocks, kind, sensitivity, origin, emergency, topics, digest, public_at)
select county_id, revision_id, article_id, 1, department_id, person_id, array[person_id], person_id, at, title, summary, blocks, 'news',
  'plain', 'original', false, '{}', sha256(revision_id::text::bytea), at
from piece;

insert into publication (county_id, id, release_id, article_id, revision_id, account_id, department_id, channel, topics, kind, emergency,
  title, summary, department_name, digest, released_at)
select county_id, gen_random_uuid(), release_id, article_id, revision_id, gen_random_uuid(), department_id, 'website', '{}', 'news', false,
  title, summary, department_name, sha256(revision_id::text::bytea), at
from piece;

set session_replication_role = default;
vacuum analyze article;
vacuum analyze revision;
vacuum analyze publication;
checkpoint;
