//! A list takes as many statements for twenty rows as for two, whatever is asked of each row: counted at the running gateway.

use std::ops::RangeInclusive;

use content::{ArticleId, Draft};
use platform::{Caller, Clock, CountyId, Database, DepartmentId, Path, PersonId, Reach, TenantTx};
use publishing::AccountId;
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling};
use publishing::release::{self, Plan};
use review::comment::{self, Written};
use review::{CaseId, Decision, StepState, Verdict};
use serde_json::{Value, json};
use tenancy::{Actor, Membership, Policy, Role};
use tests::{App, NEIXIANG, Session, Surface, World, until};
use time::macros::date;

use crate::county::{Fault, news};
use crate::story::matrix::{Matrix, TOPIC};

const PIECE: &str = "id title blocks department { name } author { name memberships { role } } column { name } source { name } cover { url }
    revisions { number submittedBy { name } cover { url } } releases { id } actions";
const CASE: &str = "id state article { title } revision { digest } previousRevision { number } findings { gate }
    steps { name department { name } verdicts { gate } decisions { decision byOa } sentTo { state } mayDecide }
    comments { place { path } person { name } revision { number } thread { person { name } } }";
const RELEASE: &str = "id title article { title author { name } } department { name } createdBy { name }
    embargo { until setBy { name } }
    targets { state title message { title } account { name department { name } pushesLeftToday filing { number } } } deliveries { state outlet { name } }";
const ITEM: &str = "theme coverage column { name } plannedBy { name }
    assignments { department { name } person { name } acts articles { title } submissions { title } }";
const SUBMISSION: &str =
    "title department { name } submittedBy { name } attachments { url } article { title } adoptedArticle { title }";
const FILE: &str = "alt url srcSet renditions { width } uses { title } folder { name } uploadedBy { name } department { name } licence actions";
const ITS_COURSE: &str = "title assignment { state } events { kind person { name } } reprints { url } actions";
const RELAY: &str =
    "title blocks orderedBy { name } counts { total } copies { accountName department { name } stage mark url }
    draws { drawnBy { name } looks { note } } mayTake";
const SHARE: &str = "title blocks from { name } to { name } offeredBy { name } settledBy { name } actions";
const COMMENT: &str = "content piece releaseId elected account { name }";
const CANDIDATE: &str = "state department { name } items { title feedName source { name inForce } } article { title } settledBy { name } maySettle";
const LETTER: &str = "id title department { name } clock { workingDaysLeft } actions
    replies { body author { name } reviewer { name } mayReview } events { kind person { name } department { name } }";

/// Twenty of everything, made by the use cases that the console calls.
struct Cast {
    database: Database,
    accounts: Vec<AccountId>,
    editor: Actor,
    reviewer: Actor,
    desk: Actor,
    publisher: Actor,
}

impl Cast {
    async fn of(world: &World, app: &App) -> Result<Self, Fault> {
        let actor = async |login: &str, role: Role, county_wide: bool| -> Result<Actor, Fault> {
            let query = "select id, home_department_id, name from person where county_id = $1 and login = $2";
            let row: (uuid::Uuid, uuid::Uuid, String) =
                sqlx::query_as(query).bind(NEIXIANG).bind(login).fetch_one(&mut world.all_seeing().await).await?;
            let home = DepartmentId(row.1);
            let reach = if county_wide { Reach::County } else { Reach::Department };
            let caller = Caller::staff(CountyId(NEIXIANG), home, PersonId(row.0), &row.2, reach, Path::Console);
            let roles = vec![Membership { role, department: (!county_wide).then_some(home) }];
            Ok(Actor::new(caller, roles, Policy::load().await?.into()))
        };
        let accounts = Matrix::open(world, app).await?.accounts;
        Ok(Self {
            database: Database::connect(&world.database().app_url(), 2, Clock::default()).await?,
            accounts: accounts.iter().map(|id| id.parse()).collect::<Result<_, _>>()?,
            editor: actor("health.editor", Role::Editor, false).await?,
            reviewer: actor("health.reviewer", Role::DepartmentReviewer, false).await?,
            desk: actor("desk.reviewer", Role::CountyReviewer, true).await?,
            publisher: actor("publisher", Role::Publisher, true).await?,
        })
    }

    async fn begin(&self, actor: &Actor) -> Result<TenantTx, Fault> {
        Ok(self.database.begin(actor.caller()).await?)
    }

    /// Writes a piece, has it reviewed, and releases it on the website and in the app.
    async fn release(&self, title: &str) -> Result<(), Fault> {
        let mut tx = self.begin(&self.editor).await?;
        let draft = Draft { topics: vec![TOPIC.to_owned()], ..news(title, "正文一段。") };
        let article = content::article::create(&mut tx, &self.editor, draft).await?;
        let (article, revision) = content::article::submit(&mut tx, &self.editor, article.id, article.version).await?;
        let case = review::open(&mut tx, &revision).await?.id;
        tx.commit().await?;
        self.comment(case).await?;
        self.pass(&self.reviewer, case).await?;
        self.pass(&self.desk, case).await?;
        self.plan(article.id).await
    }

    /// A word on the text, and one back.
    async fn comment(&self, case: CaseId) -> Result<(), Fault> {
        let mut tx = self.begin(&self.reviewer).await?;
        let place = review::Place { path: "blocks/0".to_owned(), start: 0, end: 2 };
        let written = Written { place, quote: "正文".to_owned(), text: "再核一遍".to_owned(), gate: None };
        let id = comment::write(&mut tx, &self.reviewer, case, written).await?.id;
        comment::reply(&mut tx, &self.editor, id, "已核").await?;
        Ok(tx.commit().await?)
    }

    async fn pass(&self, actor: &Actor, case: CaseId) -> Result<(), Fault> {
        let mut tx = self.begin(actor).await?;
        let steps = review::steps_of(&mut tx, &[case]).await?;
        let step = steps.into_iter().find(|step| step.state == StepState::Open).ok_or("no step is open")?;
        for gate in &step.gates {
            review::verdict(&mut tx, actor, step.id, *gate, Verdict::Pass, "").await?;
        }
        review::decide(&mut tx, actor, step.id, Decision::Pass, "").await?;
        Ok(tx.commit().await?)
    }

    async fn plan(&self, article: ArticleId) -> Result<(), Fault> {
        let mut tx = self.begin(&self.publisher).await?;
        let accounts = self.accounts.iter().take(2).copied().collect();
        let scheduled_at = tx.now();
        release::plan(&mut tx, &self.publisher, Plan::at(article, accounts, scheduled_at)).await?;
        Ok(tx.commit().await?)
    }
}

/// A busy machine cuts loaders' batches now and then; a statement a row would be eighteen more.
const CUT: usize = 6;

/// Statements the gateway sends for a request, told by its log, over some askings, the last of them the first that takes `enough` or
/// less: the fewest and the most. They differ by the batches of loaders that a busy machine cuts in two, which is no property of the list.
async fn count(app: &App, who: &Session, query: &str, askings: usize, enough: usize) -> (RangeInclusive<usize>, Value) {
    let (mut fewest, mut most, mut data) = (usize::MAX, 0, Value::Null);
    for asking in 0..askings {
        let before = statements(app);
        // Another text each time: what is kept for the public would take no statement at all.
        data = who.gql(&format!("{query} # {asking}"), json!({})).await.data();
        let sent = statements(app) - before;
        (fewest, most) = (fewest.min(sent), most.max(sent));
        if fewest <= enough {
            break;
        }
    }
    assert!(0 < fewest, "the log tells of statements");
    (fewest..=most, data)
}

fn statements(app: &App) -> usize {
    app.gateway.said().lines().filter(|line| line.contains("db.statement")).count()
}

/// Asks a list for two rows and for twenty, of which so many come.
async fn same_for_two_and_twenty(app: &App, who: &Session, list: &str, node: &str) {
    let ask = |rows: usize| {
        let inside = if list.contains('(') {
            list.replace('(', &format!("(first: {rows}, "))
        } else {
            format!("{list}(first: {rows})")
        };
        format!("{{ {inside} {{ nodes {{ {node} }} }} }}")
    };
    let rows_of =
        |data: &Value| data.as_object().and_then(|data| data.values().next()?["nodes"].as_array().map(Vec::len));
    let (few, two) = count(app, who, &ask(2), 6, 0).await;
    let (many, twenty) = count(app, who, &ask(20), 60, *few.end()).await;
    assert_eq!((rows_of(&two), rows_of(&twenty)), (Some(2), Some(20)), "{list}");
    assert!(*many.start() <= few.end() + CUT, "{list}: statements for 2 rows {few:?}, for 20 rows {many:?}");
}

#[tokio::test]
async fn lists_of_staff_and_public_take_the_same_statements_for_two_and_for_twenty_rows() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve_with(&[("JUZHEN_LOG_FILTER", "warn,sqlx::query=debug")]).await;
    let cast = Cast::of(&world, &app).await?;
    for number in 0..20 {
        cast.release(&format!("第{number}件")).await?;
    }
    let citizen = app.anonymous(Surface::Public);
    until("all are released", async || {
        let seen = "{ pieces(county: 411325, first: 30) { nodes { id } } }";
        let seen = citizen.gql(seen, json!({})).await.at("/pieces/nodes");
        (seen.as_array().map(Vec::len) == Some(20)).then_some(())
    })
    .await;
    write_letters(&world, &app).await?;

    let desk = app.sign_in("desk.reviewer").await;
    same_for_two_and_twenty(&app, &desk, "articles", PIECE).await;
    same_for_two_and_twenty(&app, &desk, "articles", &format!("reviewCase {{ {CASE} }}")).await;
    same_for_two_and_twenty(&app, &desk, "reviewCases", CASE).await;
    let publisher = app.sign_in("publisher").await;
    same_for_two_and_twenty(&app, &publisher, "releases", RELEASE).await;
    same_for_two_and_twenty(&app, &app.sign_in("clerk").await, "inquiries", LETTER).await;
    let (editor, writer) = (app.sign_in("desk.editor").await, app.sign_in("health.editor").await);
    plan_and_submit(&world, &editor, &writer).await?;
    same_for_two_and_twenty(&app, &editor, "planItems(from: \"2030-01-01\")", ITEM).await;
    same_for_two_and_twenty(&app, &editor, "submissions", SUBMISSION).await;
    same_for_two_and_twenty(&app, &editor, "submissions", ITS_COURSE).await;
    offer(&world).await?;
    same_for_two_and_twenty(&app, &writer, "candidates", CANDIDATE).await;
    same_for_two_and_twenty(&app, &editor, "submissions", "found(search: \"正文\") { excerpt { hit } }").await;
    relay(&world, &editor).await?;
    same_for_two_and_twenty(&app, &editor, "relayTasks", RELAY).await;
    same_for_two_and_twenty(&app, &editor, "articleShares(side: ALL)", SHARE).await;
    fill_shelf(&world).await?;
    same_for_two_and_twenty(&app, &writer, "mediaLibrary", FILE).await;
    comment_on_wechat(&world).await?;
    same_for_two_and_twenty(&app, &publisher, "wechatComments", COMMENT).await;
    let piece = "title blocks column { name } cover { url srcSet } media { srcSet }";
    same_for_two_and_twenty(&app, &citizen, "pieces(county: 411325)", piece).await;
    same_for_two_and_twenty(&app, &app.oversee().await, "releasedPieces", "title").await;
    Ok(())
}

/// What twenty readers wrote under as many pieces.
async fn comment_on_wechat(world: &World) -> Result<(), Fault> {
    let write = "insert into wechat_comment (county_id, id, target_id, account_id, department_id, outside_id, reader_mac, content, written_at, seen_at)
        select t.county_id, gen_random_uuid(), t.id, t.account_id, a.department_id, '1', sha256('x'), '好', now(), now()
        from release_target t join account a on a.county_id = t.county_id and a.id = t.account_id limit 20";
    sqlx::query(write).execute(&mut world.all_seeing().await).await?;
    Ok(())
}

/// Twenty candidates of a department, each of two items and two feeds.
async fn offer(world: &World) -> Result<(), Fault> {
    let sql = "
        insert into source (county_id, id, name, list, starts_on) values (411325, md5('s')::uuid, '社', 'city', '2026-01-01');
        insert into feed (county_id, id, source_id, name, url, every_minutes, next_at, added_by, added_at)
        select 411325, md5(feed)::uuid, md5('s')::uuid, feed, 'http://127.0.0.1:9/' || feed, 60, now(), id, now()
        from person, unnest(array['a', 'b']) feed where county_id = 411325 and login = 'health.editor';
        insert into feed_item (county_id, id, feed_id, source_id, guid_hash, url_hash, url, title, body, group_id, seen_at)
        select 411325, md5(feed || n)::uuid, md5(feed)::uuid, md5('s')::uuid, sha256((feed || n)::bytea), sha256((feed || n)::bytea), 'http://x/', '题',
          '文', md5('a' || n)::uuid, now() from generate_series(1, 20) n, unnest(array['a', 'b']) feed;
        insert into candidate (county_id, id, department_id, group_id, source_id, state, found_at, settled_by, settled_at)
        select 411325, md5('c' || n)::uuid, d.id, md5('a' || n)::uuid, md5('s')::uuid, 'dismissed', now(), p.id, now()
        from generate_series(1, 20) n, department d, person p
        where d.county_id = 411325 and d.slug = 'health' and p.county_id = 411325 and p.login = 'health.editor';";
    sqlx::raw_sql(sql).execute(&mut world.all_seeing().await).await?;
    Ok(())
}

/// Twenty items of the plan, each assigned and answered by a submission.
async fn plan_and_submit(world: &World, desk: &Session, writer: &Session) -> Result<(), Fault> {
    let department: uuid::Uuid =
        sqlx::query_scalar("select id from department where county_id = $1 and slug = 'health'")
            .bind(NEIXIANG)
            .fetch_one(&mut world.all_seeing().await)
            .await?;
    for number in 0..20 {
        let add = format!(
            "mutation {{ addPlanItem(input: {{ theme: \"第{number}题\", startsOn: \"2030-01-01\", endsOn: \"2030-01-01\", note: \"\" }}) {{ id }} }}"
        );
        let item = desk.gql(&add, json!({})).await.text("/addPlanItem/id");
        let give = format!(
            "mutation {{ assignPlanItem(id: \"{item}\", departmentId: \"{department}\", dueAt: \"2030-01-01T00:00:00Z\", note: \"\") {{ id }} }}"
        );
        let given = desk.gql(&give, json!({})).await.text("/assignPlanItem/id");
        let send = format!(
            "mutation {{ sendSubmission(input: {{ title: \"第{number}稿\", kind: NEWS, note: \"\", attachmentIds: [], assignmentId: \"{given}\",
               blocks: [{{ type: \"paragraph\", spans: [{{ text: \"正文\" }}] }}] }}) {{ id }} }}"
        );
        let _ = writer.gql(&send, json!({})).await.data();
    }
    Ok(())
}

/// Twenty relay tasks of released pieces, each with a draw, and as many pieces offered.
async fn relay(world: &World, desk: &Session) -> Result<(), Fault> {
    let list = "{ articles(first: 20, filter: { state: RELEASED }) { nodes { id } } }";
    let rows = desk.gql(list, json!({})).await.at("/articles/nodes");
    for row in rows.as_array().ok_or("no pieces")? {
        let order = format!("mutation {{ orderRelay(articleId: {}, terms: {{ note: \"\" }}) {{ id }} }}", row["id"]);
        let _ = desk.gql(&order, json!({})).await.data();
    }
    let draw = "insert into relay_draw (county_id, id, task_id, seed, pool, drawn, drawn_by, drawn_at)
        select t.county_id, gen_random_uuid(), t.id, sha256('x'), array[gen_random_uuid()], '{}', t.ordered_by, now() from relay_task t";
    sqlx::raw_sql(draw).execute(&mut world.all_seeing().await).await?;
    let share = "insert into article_share (county_id, id, article_id, from_department_id, to_department_id, state, note, offered_by,
          offered_at, began_at, title, summary, blocks, kind, sensitivity, origin, ai, topics, writers)
        select a.county_id, gen_random_uuid(), a.id, a.department_id, d.id, 'offered', '', a.author_id, now(), now(), a.title, '', a.blocks,
          a.kind, 'plain', 'reprint', 'none', '{}', '{}'
        from article a join department d on d.county_id = a.county_id and d.slug = 'education' where a.state = 'released'";
    sqlx::raw_sql(share).execute(&mut world.all_seeing().await).await?;
    Ok(())
}

/// Twenty pictures of the health department, each in a folder and with a rendition.
async fn fill_shelf(world: &World) -> Result<(), Fault> {
    let fill = "insert into media_folder (county_id, id, department_id, name, created_by, created_at)
           select county_id, id, home_department_id, '甲', id, now() from person where county_id = 411325 and login = 'health.editor';
         insert into media (county_id, id, department_id, uploaded_by, kind, mime, bytes, sha256, object_key, file_name, state, created_at,
             folder_id, width, height)
           select 411325, gen_random_uuid(), p.home_department_id, p.id, 'image', 'image/png', 9, sha256('x'), 'k', 'n', 'ready', now(),
             p.id, 900, 600
           from person p, generate_series(1, 20) where p.county_id = 411325 and p.login = 'health.editor';
         insert into media_rendition (county_id, media_id, width, height, mime, bytes, sha256, object_key, made_at)
           select county_id, id, 320, 200, 'image/jpeg', 9, sha256('x'), 'k', now() from media where county_id = 411325 and object_key = 'k'";
    sqlx::raw_sql(fill).execute(&mut world.all_seeing().await).await?;
    Ok(())
}

/// Twenty letters, each accepted by the desk and with a department, a reply and a reviewer.
async fn write_letters(world: &World, app: &App) -> Result<(), Fault> {
    let citizen = app.anonymous(Surface::Public);
    for number in 0..20 {
        let letter = format!(
            "mutation {{ submitInquiry(county: 411325, input: {{ kind: CONSULTATION, title: \"第{number}封\", body: \"路灯坏了三天了。\" }}) {{ queryCode }} }}"
        );
        let _ = citizen.gql(&letter, json!({})).await.data();
    }
    let (desk, bureau) = (app.sign_in("clerk").await, app.sign_in("health.clerk").await);
    let reviewer = app.sign_in("health.reviewer").await;
    let department: uuid::Uuid =
        sqlx::query_scalar("select id from department where county_id = $1 and slug = 'health'")
            .bind(NEIXIANG)
            .fetch_one(&mut world.all_seeing().await)
            .await?;
    let rows = desk.gql("{ inquiries(first: 20) { nodes { id } } }", json!({})).await.at("/inquiries/nodes");
    for row in rows.as_array().ok_or("no letters")? {
        let id = &row["id"];
        let acts = format!(
            "mutation {{ acceptInquiry(id: {id}, version: 1) {{ id }}
               assignInquiry(id: {id}, version: 2, departmentId: \"{department}\", note: \"\") {{ id }} }}"
        );
        let _ = desk.gql(&acts, json!({})).await.data();
        let write =
            format!("mutation {{ replyInquiry(id: {id}, version: 3, body: \"今天修好。\") {{ replies {{ id }} }} }}");
        let reply = bureau.gql(&write, json!({})).await.at("/replyInquiry/replies/0/id");
        let approve = format!("mutation {{ approveReply(id: {reply}) {{ id }} }}");
        let _ = reviewer.gql(&approve, json!({})).await.data();
    }
    Ok(())
}

#[tokio::test]
async fn the_board_takes_the_same_statements_for_three_and_for_twenty_accounts() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve_with(&[("JUZHEN_LOG_FILTER", "warn,sqlx::query=debug")]).await;
    let cast = Cast::of(&world, &app).await?;
    let board = "{ board { counties { county { name } trend { day } } standings { indicatorName } accounts { accountName rank } } }";
    let accounts = "{ accounts { name department { name } pushesLeftToday filing { number } lastLiveAt } }";
    let (overseer, admin) = (app.oversee().await, app.sign_in("admin").await);
    let (few, _) = count(&app, &overseer, board, 6, 0).await;
    let (few_listed, listed) = count(&app, &admin, accounts, 6, 0).await;
    assert_eq!(listed["accounts"].as_array().map(Vec::len), Some(3));
    let caller = Caller::system(CountyId(NEIXIANG), "开通", Path::Command);
    let roles = vec![Membership { role: Role::CountyAdmin, department: None }];
    let opener = Actor::new(caller, roles, Policy::load().await?.into());
    let department = cast.desk.caller().department().ok_or("no department")?;
    for number in 0..17 {
        let mut tx = cast.begin(&opener).await?;
        let new = NewAccount {
            channel: Channel::Website,
            name: format!("第{number}个网站"),
            department,
            external_id: None,
            filing: Some(NewFiling { number: "豫".to_owned(), filed_on: date!(2026 - 01 - 05), approved_on: None }),
            settings: AccountSettings::default(),
            secret: None,
        };
        account::open(&mut tx, &opener, &publishing_vault()?, new).await?;
        tx.commit().await?;
    }
    let (many_listed, listed) = count(&app, &admin, accounts, 6, 0).await;
    assert_eq!(listed["accounts"].as_array().map(Vec::len), Some(20));
    assert!(many_listed.start() <= few_listed.end(), "accounts: {few_listed:?}, {many_listed:?}");
    let (many, seen) = count(&app, &overseer, board, 6, 0).await;
    assert!(many.start() <= few.end(), "the board: {few:?}, {many:?}, {seen}");
    Ok(())
}

fn publishing_vault() -> Result<platform::secrets::Vault, Fault> {
    use base64::Engine as _;
    let key = base64::engine::general_purpose::STANDARD.encode([7_u8; 32]);
    Ok(platform::secrets::Vault::new(&key.into())?)
}
