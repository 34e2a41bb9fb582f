-- Two counties × :departments departments × :pieces released articles. Loaded past triggers and foreign keys, as a restore
-- would be: reviews and releases are not what is measured. Ids count upwards in time, as UUIDv7 do, and are the same in
-- both counties, so that a request can name any piece by its number. A text has about 3 kB of varying sentences.
set session_replication_role = replica;
set synchronous_commit = off;
set work_mem = '256MB';
begin;

insert into department (county_id, id, slug, name, name_en, kind)
select county, lpad(to_hex(n), 32, '0')::uuid, 'bench-' || n, '第' || n || '局', 'Bureau ' || n, 'bureau'
from unnest(array[411323, 411325]) county, generate_series(1, :departments) n;

create temporary table sentence as
select row_number() over () - 1 as place, text from unnest(array[
  '连日来，全县各乡镇抢抓农时，组织农技人员深入田间地头，指导群众做好冬小麦田间管理。',
  '县卫生健康部门提醒广大居民，秋冬季节注意保暖，六十岁以上老年人可到就近的卫生院接种疫苗。',
  '工作专班每周召开一次调度会，逐项梳理问题清单，明确责任单位和完成时限。',
  '截至目前，改造老旧小区十四个，惠及群众三千二百余户，配套建设停车位八百多个。',
  '据介绍，新建成的便民服务中心设置综合窗口二十六个，可办理事项达到一千一百多项。',
  '下一步，将继续坚持问题导向，把群众反映强烈的事情一件一件办好、办实。',
  '交通运输部门对县乡道路进行拉网式排查，修补路面坑槽，更换破损护栏，保障群众出行安全。',
  '学校食堂实行明厨亮灶，家长可以通过手机随时查看后厨情况，并参与陪餐监督。',
  '文化馆组织文艺志愿者走进社区，送去了豫剧、曲艺和广场舞等群众喜闻乐见的节目。',
  '水利部门加强水库巡查值守，二十四小时监测水位变化，备足备齐抢险物资。',
  '县域内的十二家重点企业与职业学校签订了协议，预计新增就业岗位一千五百个。',
  '生态环境部门公布的数据显示，前三季度空气质量优良天数同比增加十一天。',
  '村里成立了合作社，统一供苗、统一技术、统一销售，带动七十多户发展猕猴桃种植。',
  '公安机关开展防范电信诈骗宣传，提醒市民不轻信陌生来电，不点击不明链接。',
  '参加活动的代表表示，希望部门之间加强协同，让数据多跑路，让群众少跑腿。',
  '相关负责同志现场回答了市民提出的问题，并公布了监督电话和办理进度查询方式。']) text;

create temporary table town as
select row_number() over () - 1 as place, name from unnest(array['灌河', '湍河', '马山', '赤眉', '王店', '师岗', '瓦亭', '余关', '板场',
  '夏馆', '七里坪', '乍曲', '灌涨', '大桥', '赵店', '岞曲', '桃溪', '城关', '马山口', '菊潭', '默河', '黄水河', '宝天曼', '云露山', '郦邑', '淅水',
  '灵山', '牧原', '余关河', '北岗', '南岗', '东寨', '西寨', '上庄', '下庄', '杨集', '李营', '张沟', '石门', '青山']) name;
create temporary table crop as
select row_number() over () - 1 as place, name from unnest(array['猕猴桃', '小麦', '玉米', '花生', '大豆', '红薯', '芝麻', '油菜', '棉花', '烟叶',
  '苹果', '梨', '桃', '葡萄', '核桃', '板栗', '香菇', '木耳', '茶叶', '艾草', '金银花', '丹参', '黄精', '连翘', '山茱萸', '生猪', '肉牛', '奶牛', '山羊',
  '蛋鸡', '蜜蜂', '鲈鱼', '小龙虾', '莲藕', '大蒜', '辣椒', '番茄', '黄瓜', '西瓜', '甜瓜', '草莓', '樱桃', '石榴', '柿子', '月季', '苗木', '蚕桑',
  '水稻', '谷子', '高粱']) name;

create temporary table piece as
select n, (n - 1) % :departments + 1 as department, lpad(to_hex(n), 32, '0')::uuid as id,
       timestamptz '2025-01-01' + n * interval '100 seconds' as at,
       '重点工作推进情况第' || n || '期' as title, town.name || '：' || s.summary || crop.name || '产业稳步发展。' as summary,
       jsonb_build_array(jsonb_build_object('type', 'heading', 'level', 2, 'text', '第' || n || '期')) || b.blocks as blocks
from generate_series(1, :departments * :pieces) n
cross join lateral (
  select jsonb_agg(jsonb_build_object('type', 'paragraph', 'spans', jsonb_build_array(jsonb_build_object('text', text))) order by p) as blocks
  from (select p, string_agg(text, '' order by i) as text
        from generate_series(1, 4) p cross join generate_series(1, 7) i
        join sentence on place = hashint4(n * 32 + p * 8 + i) & 15 group by p) paragraph) b
join sentence s (place, summary) on s.place = hashint4(n) & 15
-- So that a word may be in one of forty, one of fifty, or in every piece.
join town on town.place = n % 40
join crop on crop.place = n / 40 % 50;

create temporary table author as
select county_id, (array_agg(id order by login))[1] as id from person where county_id in (411323, 411325) group by county_id;

insert into article (county_id, id, department_id, author_id, writers, title, summary, blocks, kind, topics, state, revision_count,
  created_at, updated_at, released_at)
select a.county_id, p.id, lpad(to_hex(department), 32, '0')::uuid, a.id, array[a.id], title, summary, blocks, 'news', '{}', 'released', 1,
  at, at, at
from author a, piece p;

insert into revision (county_id, id, article_id, number, department_id, author_id, writers, submitted_by, submitted_at, title, summary,
  blocks, kind, sensitivity, origin, emergency, topics, digest, public_at)
select a.county_id, p.id, p.id, 1, lpad(to_hex(department), 32, '0')::uuid, a.id, array[a.id], a.id, at, title, summary, blocks, 'news',
  'plain', 'original', false, '{}', sha256(n::text::bytea), at
from author a, piece p;

insert into publication (county_id, id, release_id, article_id, revision_id, account_id, department_id, channel, topics, kind, emergency,
  title, summary, department_name, digest, released_at)
select a.county_id, p.id, p.id, p.id, p.id, p.id, lpad(to_hex(department), 32, '0')::uuid, 'website', '{}', 'news', false,
  title, summary, '第' || department || '局', sha256(n::text::bytea), at
from author a, piece p;

commit;
reset session_replication_role;
vacuum (analyze) article, revision, publication, department;
checkpoint;
