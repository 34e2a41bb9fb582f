//! The whole story over the real binary and both sandboxes: three pieces from a department's desk to WeChat, the app, the
//! website and a newspaper; a citizen's message to an answer; and the province that looks on.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the story")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::secrets::Vault;
use platform::{Caller, Clock, CountyId, Database, DepartmentId, Path, PersonId, Reach};
use publishing::AccountId;
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling, NewSecret};
use publishing::http::Networks;
use publishing::outlet::{self, OutletInput};
use publishing::release::{self, Plan, PlanError};
use serde_json::{Value, json};
use tenancy::{Actor, Membership, Policy, Role, region};
use tests::{App, NEIXIANG, Sandbox, Session, Surface, World, XIXIA, until};
use time::macros::date;

use crate::county::Fault;
use crate::wechat_journey::{answer, settled};

/// The county's measures, cleaned: one of the pieces that travel.
const MEASURES: &str = include_str!("../../services/juzhen/demo/measures.txt");
const PICTURE: &[u8] = include_bytes!("../../services/juzhen/demo/hills.png");
const APPID: &str = "wx4113250000000001";
const TOPIC: &str = "卫生健康";

const CASE: &str = "query($id: ID!) { reviewCase(id: $id) { state ruleName currentStep {
    id gates signOff mayDecide role verdicts { gate } } article { title state } } }";
const VERDICT: &str = "mutation($step: ID!, $gate: Gate!) {
    giveVerdict(stepId: $step, gate: $gate, verdict: PASS, reason: \"\") { id } }";
const DECIDE: &str = "mutation($step: ID!, $decision: Decision!) {
    decideStep(stepId: $step, decision: $decision, reason: \"\") { state } }";

/// The county office's hand on accounts and releases, in the same process of use cases the console calls.
struct Office {
    database: Database,
    accounts: Vec<AccountId>,
    publisher: Actor,
}

impl Office {
    /// Opens the three accounts with their filings, and lets the newspaper subscribe to a topic.
    async fn open(world: &World, app: &App) -> Result<Self, Fault> {
        let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
        let database = Database::connect(&world.database().app_url(), 4, Clock::default()).await?;
        let roles = vec![Membership { role: Role::CountyAdmin, department: None }];
        let caller = Caller::system(CountyId(NEIXIANG), "开通", Path::Command);
        let admin = Actor::new(caller, roles, Policy::load().await?.into());
        let mut tx = database.begin(admin.caller()).await?;
        let departments = region::departments(&mut tx).await?;
        let office = departments.iter().find(|row| row.kind == "information_office").ok_or("no office")?.id;
        let mut accounts = Vec::new();
        for new in accounts_of(office, world.wechat().await) {
            accounts.push(account::open(&mut tx, &admin, &vault, new).await?.id);
        }
        let newspaper = world.newspaper().await;
        let endpoint = format!("{}/hook", newspaper.base());
        let input = OutletInput { name: "南阳日报".to_owned(), endpoint, topics: vec![TOPIC.to_owned()] };
        let made = outlet::create(&mut tx, &admin, &vault, Networks::Any, &input).await?;
        tx.commit().await?;
        newspaper.tell("outlets", &json!({ "name": "default", "secrets": [made.secret] })).await;
        if let Some(id) = accounts.last() {
            call_back(world.wechat().await, &app.url(&format!("/wechat/{NEIXIANG}/{id}"))).await;
        }
        let publisher = publisher(world, office).await?;
        Ok(Self { database, accounts, publisher })
    }

    /// Plans a piece for WeChat, the app and the website together, at once.
    async fn release(&self, article: &str) -> Result<Result<(), PlanError>, Fault> {
        let mut tx = self.database.begin(self.publisher.caller()).await?;
        let (article, accounts, scheduled_at) = (article.parse()?, self.accounts.clone(), tx.now());
        match release::plan(&mut tx, &self.publisher, Plan { article, accounts, scheduled_at }).await {
            Ok(_) => tx.commit().await.map(Ok).map_err(Fault::from),
            Err(refused) => Ok(Err(refused)),
        }
    }
}

fn accounts_of(office: DepartmentId, wechat: &Sandbox) -> [NewAccount; 3] {
    let own = |channel, name: &str| NewAccount {
        channel,
        name: name.to_owned(),
        department: office,
        external_id: None,
        filing: Some(NewFiling { number: "豫".to_owned(), filed_on: date!(2026 - 01 - 05), approved_on: None }),
        settings: AccountSettings::default(),
        secret: None,
    };
    let wechat = NewAccount {
        external_id: Some(APPID.to_owned()),
        settings: AccountSettings { base_url: wechat.base().to_owned(), ..AccountSettings::default() },
        secret: Some(NewSecret {
            app_secret: "sandbox-secret-of-neixiang-00001".into(),
            token: "neixiangsandbox".into(),
            encoding_aes_key: "NeixiangSandboxKeyNeixiangSandboxKey411325A".into(),
        }),
        ..own(Channel::Wechat, "内乡发布")
    };
    [own(Channel::Website, "县政府门户网站"), own(Channel::App, "政务客户端"), wechat]
}

async fn call_back(wechat: &Sandbox, address: &str) {
    let settings = json!({ "appid": APPID, "secret": "sandbox-secret-of-neixiang-00001", "token": "neixiangsandbox",
        "encodingAesKey": "NeixiangSandboxKeyNeixiangSandboxKey411325A", "mode": "aes", "callbackUrl": address });
    wechat.tell("accounts", &settings).await;
}

async fn publisher(world: &World, office: DepartmentId) -> Result<Actor, Fault> {
    let id = sqlx::query_scalar("select id from person where county_id = $1 and login = 'publisher'")
        .bind(NEIXIANG)
        .fetch_one(&mut world.all_seeing().await)
        .await?;
    let caller = Caller::staff(CountyId(NEIXIANG), office, PersonId(id), "白帆", Reach::County, Path::Console);
    let roles = vec![Membership { role: Role::Publisher, department: None }];
    Ok(Actor::new(caller, roles, Policy::load().await?.into()))
}

/// Uploads the picture as an editor's browser does, and gives its id.
async fn upload(app: &App, editor: &Session) -> Result<String, Fault> {
    let begin = format!(
        "mutation {{ beginUpload(kind: IMAGE, mime: \"image/png\", bytes: {}, fileName: \"hills.png\", alt: \"山峦\") {{
            media {{ id }} url headers }} }}",
        PICTURE.len()
    );
    let begun = editor.gql(&begin, json!({})).await.at("/beginUpload");
    let address = begun["url"].as_str().ok_or("no address")?;
    let mut put = app.client().put(address).body(PICTURE);
    for (name, value) in begun["headers"].as_object().ok_or("no headers")? {
        put = put.header(name, value.as_str().unwrap_or_default());
    }
    put.send().await?.error_for_status()?;
    let id = begun["media"]["id"].as_str().ok_or("no media")?.to_owned();
    let complete = format!("mutation {{ completeUpload(id: \"{id}\") {{ state }} }}");
    assert_eq!(editor.gql(&complete, json!({})).await.text("/completeUpload/state"), "ready");
    Ok(id)
}

fn paragraphs(text: &str) -> Vec<Value> {
    text.lines().map(|line| json!({ "type": "paragraph", "spans": [{ "text": line }] })).collect()
}

/// Drafts a piece with a picture and submits it; gives its id.
async fn submit(app: &App, login: &str, title: &str, mut blocks: Vec<Value>, more: Value) -> Result<String, Fault> {
    let editor = app.sign_in(login).await;
    let cover = upload(app, &editor).await?;
    blocks.insert(1, json!({ "type": "image", "mediaId": cover, "alt": "薄雾中的山峦" }));
    let mut input = json!({ "title": title, "summary": "摘要", "blocks": blocks, "kind": "NOTICE", "sensitivity": "PLAIN",
        "origin": "ORIGINAL", "emergency": false, "topics": [TOPIC], "coverMediaId": cover });
    if let (Some(input), Some(more)) = (input.as_object_mut(), more.as_object()) {
        input.extend(more.clone());
    }
    let draft = "mutation($input: ArticleInput!) { draftArticle(input: $input) { id version } }";
    let drafted = editor.gql(draft, json!({ "input": input })).await.at("/draftArticle");
    let submit = "mutation($id: ID!, $version: Int!) { submitArticle(id: $id, version: $version) { state } }";
    let variables = json!({ "id": drafted["id"], "version": drafted["version"] });
    assert_eq!(editor.gql(submit, variables).await.text("/submitArticle/state"), "IN_REVIEW");
    Ok(drafted["id"].as_str().ok_or("no id")?.to_owned())
}

/// Finds the piece in someone's work, passes every gate of its step and decides it. Gives the case's state.
async fn decide(app: &App, login: &str, title: &str) -> Result<String, Fault> {
    let reviewer = app.sign_in(login).await;
    let work = reviewer.gql("{ myWork { kind subjectId title } }", json!({})).await.at("/myWork");
    let item = work.as_array().and_then(|items| items.iter().find(|item| item["title"] == title));
    let case = item.ok_or_else(|| format!("{login} does not find {title} in {work}"))?["subjectId"].clone();
    let step = reviewer.gql(CASE, json!({ "id": case })).await.at("/reviewCase/currentStep");
    assert_eq!(step["mayDecide"], true, "{step}");
    for gate in step["gates"].as_array().ok_or("no gates")? {
        let judged = reviewer.gql(VERDICT, json!({ "step": step["id"], "gate": gate })).await;
        assert_eq!(judged.code(), None, "{gate}: {judged:?}");
    }
    let decision = if step["signOff"] == true { "SIGN_OFF" } else { "PASS" };
    let decided = reviewer.gql(DECIDE, json!({ "step": step["id"], "decision": decision })).await;
    Ok(decided.text("/decideStep/state"))
}

/// Takes a piece through the hands of these people; the last of them ends its case.
async fn approve(app: &App, title: &str, chain: &[&str]) -> Result<(), Fault> {
    for (place, login) in (1..).zip(chain) {
        let wanted = if place == chain.len() { "APPROVED" } else { "OPEN" };
        assert_eq!(decide(app, login, title).await?, wanted, "{login} on {title}");
    }
    Ok(())
}

/// Titles a medium shows of a county.
async fn shown(app: &App, county: i32, medium: &str) -> String {
    let query = format!("{{ pieces(county: {county}, medium: {medium}, first: 20) {{ nodes {{ title }} }} }}");
    app.anonymous(Surface::Public).gql(&query, json!({})).await.at("/pieces/nodes").to_string()
}

const TITLES: [&str; 3] =
    ["全县流感疫苗接种点今起开放", "内乡县政务新媒体平台运营管理办法（试行）", "暴雨蓝色预警：请注意防范"];

/// Writes the three pieces: sensitive with a picture and a chart, plain with the measures, and an emergency.
async fn write(app: &App) -> Result<[String; 3], Fault> {
    let chart = json!({ "type": "chart", "kind": "bar", "title": "各年度接种人数", "unit": "万人", "columns": ["人数"],
        "rows": [["2024", 7.8], ["2025", 9.1]] });
    let mut sensitive = paragraphs("全县二十一个接种点全部开放。");
    sensitive.push(chart);
    let measures: String = MEASURES.split_once('\n').ok_or("no title")?.1.to_owned();
    Ok([
        submit(app, "health.editor", TITLES[0], sensitive, json!({ "sensitivity": "SENSITIVE" })).await?,
        submit(app, "education.editor", TITLES[1], paragraphs(&measures), json!({ "kind": "POLICY" })).await?,
        submit(app, "emergency.editor", TITLES[2], paragraphs("请远离沟谷河道。"), json!({ "emergency": true }))
            .await?,
    ])
}

#[tokio::test]
async fn the_story_from_a_departments_desk_to_wechat_the_site_and_a_newspaper() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let office = Office::open(&world, &app).await?;
    let articles = write(&app).await?;
    for article in &articles {
        let early = office.release(article).await?;
        assert!(matches!(early, Err(PlanError::NotApproved)), "I2: {early:?}");
    }
    approve(&app, TITLES[0], &["health.reviewer", "desk.reviewer", "principal"]).await?;
    approve(&app, TITLES[1], &["education.reviewer", "desk.reviewer2"]).await?;
    approve(&app, TITLES[2], &["desk.reviewer", "principal"]).await?;
    for article in &articles {
        office.release(article).await??;
    }
    everywhere(&world, &app).await;
    citizen(&world, &app).await?;

    let neighbour = app.sign_in_at(XIXIA, "principal").await;
    let seen = "{ articles(first: 20) { nodes { id } } reviewCases(first: 20) { nodes { id } } }";
    let seen = neighbour.gql(seen, json!({})).await.data();
    assert_eq!((&seen["articles"]["nodes"], &seen["reviewCases"]["nodes"]), (&json!([]), &json!([])), "I1");
    assert_eq!(shown(&app, XIXIA, "WEBSITE").await, "[]");
    board(&app).await;
    let audit = world.run(&["audit", "verify"]);
    assert!(audit.status.success(), "I8: {}", String::from_utf8_lossy(&audit.stdout));
    Ok(())
}

/// Waits until each of the three stands in WeChat once, on the site, in the app, and at the newspaper.
async fn everywhere(world: &World, app: &App) {
    for title in TITLES {
        until(&format!("{title} is on the site and in the app"), async || {
            let both = [shown(app, NEIXIANG, "WEBSITE").await, shown(app, NEIXIANG, "APP").await];
            both.iter().all(|shown| shown.contains(title)).then_some(())
        })
        .await;
        let wechat = world.wechat().await;
        until(&format!("{title} is in WeChat"), async || {
            let published = wechat.look("effects?effect=published").await;
            let times = published.as_array()?.iter().filter(|effect| effect.to_string().contains(title)).count();
            assert!(times <= 1, "I4: {published}");
            (times == 1).then_some(())
        })
        .await;
        let newspaper = world.newspaper().await;
        until(&format!("{title} is at the newspaper"), async || {
            let accepted = newspaper.look("received?verdict=accepted").await.to_string();
            (accepted.contains(title) || newspaper.look("inbox").await.to_string().contains(title)).then_some(())
        })
        .await;
    }
}

/// A citizen writes to the WeChat account, gets a query code at once, and the reviewed answer of the right bureau.
async fn citizen(world: &World, app: &App) -> Result<(), Fault> {
    let wechat = world.wechat().await;
    let words = json!({ "appid": APPID, "name": "李玉兰", "content": "接种点周末开放吗" });
    let said = wechat.tell("citizens/say", &words).await;
    assert!(said["answer"].to_string().contains("查询码"), "{said}");
    let id = answer(app).await?;
    settled(app, &id, "sent").await;
    let desk = app.sign_in("clerk").await;
    let state = format!("{{ inquiry(id: \"{id}\") {{ state }} }}");
    until("the answer is delivered", async || {
        (desk.gql(&state, json!({})).await.text("/inquiry/state") == "DELIVERED").then_some(())
    })
    .await;
    Ok(())
}

/// The province sees both counties on one board, and what Neixiang released.
async fn board(app: &App) {
    let overseer = app.oversee().await;
    let query = "{ board { counties { county { code } released30 } } }";
    let counties = until("the board counts the releases", async || {
        let counties = overseer.gql(query, json!({})).await.at("/board/counties");
        let released = |code: i32| {
            let row = counties.as_array()?.iter().find(|row| row["county"]["code"] == code)?;
            row["released30"].as_i64()
        };
        (3 <= released(NEIXIANG)?).then(|| counties.clone())
    })
    .await;
    let codes: Vec<i64> =
        counties.as_array().unwrap().iter().filter_map(|row| row["county"]["code"].as_i64()).collect();
    assert!(codes.contains(&i64::from(NEIXIANG)) && codes.contains(&i64::from(XIXIA)), "{codes:?}");
}

#[tokio::test]
async fn i3_a_writer_finds_no_work_on_their_own_piece_and_may_not_decide_it() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    submit(&app, "health.editor", TITLES[0], paragraphs("正文"), json!({})).await?;
    let editor = app.sign_in("health.editor").await;
    let step = "{ reviewCases(first: 1) { nodes { currentStep { id mayDecide } } } }";
    let step = editor.gql(step, json!({})).await.at("/reviewCases/nodes/0/currentStep");
    assert_eq!(step["mayDecide"], false);
    let refused = editor.gql(DECIDE, json!({ "step": step["id"], "decision": "PASS" })).await;
    assert_eq!(refused.reason(), Some("AUTHOR_MAY_NOT_DECIDE"));
    assert!(decide(&app, "health.editor", TITLES[0]).await.is_err());
    Ok(())
}
