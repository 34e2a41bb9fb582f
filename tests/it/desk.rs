//! A county that releases to WeChat: accounts at the sandbox, approved pieces with a cover, and workers of the real binary.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::media::{self, UploadInput};
use content::{Article, ArticleState, Draft, MediaId, MediaKind, MediaStore, Variant, Variants};
use platform::DepartmentId;
use platform::secrets::Vault;
use publishing::AccountId;
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling, NewSecret};
use publishing::fault::Point;
use publishing::release::{self, Plan, PlanError, Release, TakeBackError};
use serde_json::{Value, json};
use tenancy::{Actor, Role};
use tests::{Process, World, until};
use time::macros::date;

use crate::county::{County, Fault, news};

const SECRET: &str = "sandbox-secret";
const PICTURE: &[u8] = include_bytes!("../../services/juzhen/demo/hills.png");

pub(crate) struct Desk {
    pub(crate) county: County,
    pub(crate) world: World,
    pub(crate) publisher: Actor,
    pub(crate) editor: Actor,
    pub(crate) admin: Actor,
    reviewer: Actor,
    pub(crate) chief: Actor,
    office: DepartmentId,
    cover: MediaId,
}

impl Desk {
    pub(crate) async fn open() -> Result<Self, Fault> {
        Self::in_county(County::open().await?).await
    }

    /// The same in a county of the test's own.
    pub(crate) async fn in_county(county: County) -> Result<Self, Fault> {
        let world = World::over(county.base()).await;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let chief = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let publisher = county.staff("publisher", "office", &[Role::Publisher]).await?;
        let office = county.department("office").await?;
        let cover = upload(&county, &world, &editor).await?;
        Ok(Self { county, world, publisher, editor, admin, reviewer, chief, office, cover })
    }

    /// Opens an account at the sandbox; without a filing it may not publish.
    pub(crate) async fn account(
        &self,
        appid: &str,
        filing: Option<NewFiling>,
        pushes_per_day: Option<i32>,
    ) -> Result<AccountId, Fault> {
        let wechat = self.world.wechat().await;
        let known = json!({ "appid": appid, "secret": SECRET, "token": "sandboxtoken", "mode": "plain" });
        wechat.tell("accounts", &known).await;
        let base_url = wechat.base().to_owned();
        let secret = NewSecret {
            app_secret: SECRET.into(),
            token: "sandboxtoken".into(),
            encoding_aes_key: "".into(),
            previous_aes_key: "".into(),
        };
        let new = NewAccount {
            channel: Channel::Wechat,
            name: appid.to_owned(),
            department: self.office,
            external_id: Some(appid.to_owned()),
            filing,
            settings: AccountSettings { base_url, pushes_per_day, ..AccountSettings::default() },
            secret: Some(secret),
        };
        // The key that the world gives its workers.
        let vault = Arc::new(Vault::new(&STANDARD.encode([7_u8; 32]).into())?);
        let mut tx = self.county.begin(&self.admin).await?;
        let id = account::open(&mut tx, &self.admin, &vault, new).await?.id;
        tx.commit().await?;
        Ok(id)
    }

    /// The county desk's department.
    pub(crate) fn office(&self) -> DepartmentId {
        self.office
    }

    /// An approved piece with a cover.
    pub(crate) async fn piece(&self, title: &str) -> Result<Article, Fault> {
        self.piece_on(title, Vec::new()).await
    }

    /// The same on topics.
    pub(crate) async fn piece_on(&self, title: &str, topics: Vec<String>) -> Result<Article, Fault> {
        let draft = Draft { cover: Some(self.cover), topics, ..news(title, "正文一段。") };
        let (article, _, case) = self.county.submit(&self.editor, draft).await?;
        self.county.pass(&self.reviewer, case).await?;
        self.county.pass(&self.chief, case).await?;
        Ok(article)
    }

    /// An approved piece whose pictures go to WeChat as a picture message.
    pub(crate) async fn picture_message(&self, title: &str, words: &str) -> Result<Article, Fault> {
        let picture = json!({ "type": "image", "mediaId": self.cover, "alt": "山峦", "caption": "北山" });
        let paragraph = json!({ "type": "paragraph", "spans": [{ "text": words }] });
        let own = Variant { as_pictures: true, ..Variant::default() };
        let variants = Variants::new([(content::Channel::Wechat, own)]);
        let draft = Draft { blocks: json!([picture, paragraph]), variants, ..news(title, "") };
        let (article, _, case) = self.county.submit(&self.editor, draft).await?;
        self.county.pass(&self.reviewer, case).await?;
        self.county.pass(&self.chief, case).await?;
        Ok(article)
    }

    /// Plans a release for now.
    pub(crate) async fn plan(
        &self,
        article: &Article,
        accounts: &[AccountId],
    ) -> Result<Result<Release, PlanError>, Fault> {
        self.plan_in(article, accounts, time::Duration::ZERO).await
    }

    /// Plans a release for later.
    pub(crate) async fn plan_in(
        &self,
        article: &Article,
        accounts: &[AccountId],
        later: time::Duration,
    ) -> Result<Result<Release, PlanError>, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let plan = Plan::at(article.id, accounts.to_vec(), tx.now() + later);
        let planned = release::plan(&mut tx, &self.publisher, plan).await;
        if planned.is_ok() {
            tx.commit().await?;
        }
        Ok(planned)
    }

    /// Plans a push to the followers of an account, for now.
    pub(crate) async fn push(&self, article: &Article, account: AccountId) -> Result<Release, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let (accounts, scheduled_at) = (vec![account], tx.now());
        let plan = Plan { pushed: accounts.clone(), ..Plan::at(article.id, accounts, scheduled_at) };
        let planned = release::plan(&mut tx, &self.publisher, plan).await?;
        tx.commit().await?;
        Ok(planned)
    }

    /// Takes a piece back to write on, as its writer.
    pub(crate) async fn take_back(&self, article: &Article) -> Result<Result<Article, TakeBackError>, Fault> {
        let mut tx = self.county.begin(&self.editor).await?;
        let taken = release::take_back(&mut tx, &self.editor, article.id).await;
        if taken.is_ok() {
            tx.commit().await?;
        }
        Ok(taken)
    }

    /// Where a piece stands.
    pub(crate) async fn state(&self, article: &Article) -> Result<ArticleState, Fault> {
        let mut tx = self.county.system().await?;
        Ok(content::article::by_ids(&mut tx, &[article.id]).await?.pop().ok_or("no such article")?.state)
    }

    /// A worker with so many jobs in hand at once in each lane, stopping at a point if one is given.
    pub(crate) fn worker(&self, concurrency: usize, point: Option<Point>) -> Process {
        let concurrency = concurrency.to_string();
        let lanes = ["JUZHEN_WORKER_CONCURRENCY", "JUZHEN_WORKER_RELEASES"];
        let mut variables = lanes.map(|lane| (lane, concurrency.as_str())).to_vec();
        variables.extend(point.map(|point| ("JUZHEN_FAULT_POINT", point.as_str())));
        self.world.worker(&variables)
    }

    /// Seconds between looks, and after which the absence of a piece shows that its submit was never taken.
    pub(crate) async fn hurry(&self, look: i64, settled: i64) -> Result<(), Fault> {
        let mut conn = self.county.all_seeing().await?;
        for (key, value) in
            [("wechat.look_seconds", json!([look, look, look, look])), ("wechat.settled_seconds", json!(settled))]
        {
            sqlx::query("insert into county_setting (county_id, key, value) values ($1, $2, $3)")
                .bind(self.county.code.0)
                .bind(key)
                .bind(value)
                .execute(&mut conn)
                .await?;
        }
        Ok(())
    }

    /// Seconds after which WeChat may be told the name of a push again.
    pub(crate) async fn hear_names_after(&self, seconds: i64) -> Result<(), Fault> {
        sqlx::query("insert into county_setting (county_id, key, value) values ($1, 'wechat.same_name_seconds', $2)")
            .bind(self.county.code.0)
            .bind(json!(seconds))
            .execute(&mut self.county.all_seeing().await?)
            .await?;
        Ok(())
    }

    /// How many targets stand in each state.
    pub(crate) async fn targets(&self) -> Result<BTreeMap<String, i64>, Fault> {
        let mut conn = self.county.all_seeing().await?;
        let rows: Vec<(String, i64)> =
            sqlx::query_as("select state, count(*) from release_target group by state").fetch_all(&mut conn).await?;
        Ok(rows.into_iter().collect())
    }

    /// Each change of this kind in the sandbox's own log: the account, and the title of what was sent there.
    pub(crate) async fn effects(&self, effect: &str) -> Vec<(String, String)> {
        let text = |line: &Value, path| line.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned();
        let journal = self.world.wechat().await.journal();
        let of_kind = journal.iter().filter(|line| line["kind"] == "effect" && line["effect"] == effect);
        of_kind.map(|line| (text(line, "/appid"), text(line, "/articles/0/title"))).collect()
    }

    /// A number the database tells.
    pub(crate) async fn number(&self, sql: &'static str) -> Result<i64, Fault> {
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.county.all_seeing().await?).await?)
    }
}

/// A filing good enough for an account to publish.
pub(crate) fn filing() -> NewFiling {
    NewFiling { number: "豫政新媒 411325".to_owned(), filed_on: date!(2026 - 01 - 05), approved_on: None }
}

/// Starts a worker for each point, and kills it as soon as it stopped there: `kill -9`. Until then it may hold what the others
/// wait for.
pub(crate) async fn kill_at(desk: &Desk, points: &[Point]) {
    let mut workers: Vec<Process> = points.iter().map(|point| desk.worker(1, Some(*point))).collect();
    until(&format!("a worker stops at each of {points:?}"), async || {
        workers.retain_mut(|worker| {
            worker.must_live();
            let stopped = worker.said().contains("stopped at a fault point");
            if stopped {
                worker.kill();
            }
            !stopped
        });
        workers.is_empty().then_some(())
    })
    .await;
}

async fn upload(county: &County, world: &World, editor: &Actor) -> Result<MediaId, Fault> {
    let objects = MediaStore::new(&world.objects());
    let input = UploadInput {
        kind: MediaKind::Image,
        mime: "image/png".to_owned(),
        bytes: i64::try_from(PICTURE.len())?,
        file_name: "hills.png".to_owned(),
        alt: "山峦".to_owned(),
    };
    let mut tx = county.begin(editor).await?;
    let upload = media::begin_upload(&mut tx, editor, &objects, input).await?;
    tx.commit().await?;
    let mut put = world.client().put(&upload.url).body(PICTURE);
    for (name, value) in &upload.headers {
        put = put.header(name, value);
    }
    put.send().await?.error_for_status()?;
    Ok(media::complete_upload(&county.database, editor, &objects, upload.media.id).await?.id)
}
