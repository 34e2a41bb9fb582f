//! I4: every fault at every act. Whatever breaks, nothing is lost, nothing arrives twice, and every doubt ends; the logs of the sandboxes
//! are the judges.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use embedded_postgres::{Config, EmbeddedPostgres};
use platform::outbound::Networks;
use platform::secrets::Vault;
use publishing::outlet::{self, OutletInput};
use publishing::{AccountId, release};
use serde_json::{Value, json};
use tests::{App, Process, until};

use crate::county::{County, Fault};
use crate::desk::{Desk, filing};
use crate::press::open_site;

/// What is tried on the far side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Draft,
    Submit,
    /// A push to followers, which waits for the administrator and ends by its event.
    Mass,
    Webhook,
}

const ACTS: [Act; 4] = [Act::Draft, Act::Submit, Act::Mass, Act::Webhook];

impl Act {
    /// The call at which WeChat's sandbox is told of a fault.
    fn path(self) -> &'static str {
        match self {
            Self::Draft => "draft/add",
            Self::Mass => "message/mass/sendall",
            Self::Submit | Self::Webhook => "freepublish/submit",
        }
    }
}

/// One fault at one act, on an account or at an outlet of its own.
struct Cell {
    fault: &'static str,
    act: Act,
    /// Of the account, the outlet, the piece and its topic.
    name: String,
}

/// A fault by its words in the table, and how the sandboxes are told of it at each act; none where the act knows no such fault.
struct Ordered {
    fault: &'static str,
    at: Vec<(Act, Value)>,
}

fn at(acts: &[Act], fault: &'static str, order: &Value) -> Ordered {
    Ordered { fault, at: acts.iter().map(|act| (*act, order.clone())).collect() }
}

fn all(fault: &'static str, order: &Value) -> Ordered {
    at(&ACTS, fault, order)
}

fn wechat(fault: &'static str, errcode: i64) -> Ordered {
    at(&[Act::Draft, Act::Submit, Act::Mass], fault, &json!({ "kind": "errcode", "errcode": errcode }))
}

fn mass(fault: &'static str, order: &Value) -> Ordered {
    at(&[Act::Mass], fault, order)
}

fn newspaper(fault: &'static str, order: &Value) -> Ordered {
    at(&[Act::Webhook], fault, order)
}

/// The process is killed while it waits for an answer: to a call that was not processed, and to one that was.
fn killed() -> Vec<Ordered> {
    vec![all("kill -9 before", &json!({ "kind": "hang" })), all("kill -9 after", &json!({ "kind": "hang_after" }))]
}

fn broken() -> Vec<Ordered> {
    vec![
        all("cut before", &json!({ "kind": "drop" })),
        all("cut after", &json!({ "kind": "drop_after" })),
        all("timeout before", &json!({ "kind": "hang" })),
        all("timeout after", &json!({ "kind": "hang_after" })),
        all("503", &json!({ "kind": "http", "status": 503 })),
        wechat("busy -1", -1),
        wechat("minute 45011", 45011),
        wechat("token 40001", 40001),
        wechat("quota 45009", 45009),
        wechat("content 53503", 53503),
        wechat("account 48001", 48001),
        mass("pushes 45028", &json!({ "kind": "errcode", "errcode": 45028 })),
        mass("job err(20001)", &json!({ "outcome": { "status": "err(20001)" } })),
        mass("event lost", &json!({ "outcome": { "callback": "lost" } })),
        mass("event twice", &json!({ "outcome": { "callback": "twice" } })),
        mass("administrator refuses", &json!({ "administrator": "refuse" })),
        mass("administrator silent", &json!({ "administrator": "timeout" })),
        newspaper("429", &json!({ "kind": "http", "status": 429, "retry_after": 1 })),
        newspaper("422", &json!({ "kind": "http", "status": 422 })),
        newspaper("410", &json!({ "kind": "http", "status": 410 })),
    ]
}

/// The answer takes so long that something happens while it is awaited.
fn slow(fault: &'static str) -> Vec<Ordered> {
    vec![all(fault, &json!({ "kind": "delay", "ms": 2500 }))]
}

/// Where the database of this test is, which is stopped and started again.
fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("juzhen-matrix-{}", std::process::id()))
}

/// What sets a process's wall clock, and not its timers, to what a file says.
fn faked(clock: &Path) -> Result<Vec<(String, String)>, Fault> {
    let libraries =
        std::fs::read_dir("/usr/lib")?.flatten().map(|entry| entry.path().join("faketime/libfaketime.so.1"));
    let library = libraries.into_iter().find(|path| path.exists()).ok_or("no faketime: apt-get install faketime")?;
    let said = |path: &Path| path.to_string_lossy().into_owned();
    Ok(vec![
        ("LD_PRELOAD".to_owned(), said(&library)),
        ("FAKETIME_TIMESTAMP_FILE".to_owned(), said(clock)),
        ("FAKETIME_NO_CACHE".to_owned(), "1".to_owned()),
        ("FAKETIME_DONT_FAKE_MONOTONIC".to_owned(), "1".to_owned()),
    ])
}

struct Matrix {
    desk: Desk,
    site: AccountId,
    /// None while it is down.
    server: Option<EmbeddedPostgres>,
    /// It takes what WeChat calls back with.
    app: App,
    cells: Vec<Cell>,
    /// Pushes for which a minute went by at WeChat, after which it hears their names again.
    heard: HashSet<String>,
    /// Pushes of which the administrator decided on the phone.
    decided: HashSet<String>,
}

impl Matrix {
    async fn open() -> Result<Self, Fault> {
        let server = EmbeddedPostgres::start(&Config::durable(folder()))?;
        let county = County::over(test_database::fresh_on(server.admin_url()).await?).await?;
        let site = open_site(&county).await?;
        let desk = Desk::in_county(county).await?;
        desk.hurry(2, 12).await?;
        desk.hear_names_after(2).await?;
        let mut app = desk.world.serve().await;
        app.worker.kill();
        let (server, cells) = (Some(server), Vec::new());
        Ok(Self { desk, site, server, app, cells, heard: HashSet::new(), decided: HashSet::new() })
    }

    /// Orders faults at the sandboxes, and plans a piece into each.
    async fn begin(&mut self, faults: Vec<Ordered>) -> Result<(), Fault> {
        for ordered in faults {
            for (act, order) in &ordered.at {
                let act = *act;
                let cell = Cell { fault: ordered.fault, act, name: format!("wx{:03}", self.cells.len()) };
                self.order(&cell, order).await?;
                self.cells.push(cell);
            }
        }
        Ok(())
    }

    async fn order(&self, cell: &Cell, order: &Value) -> Result<(), Fault> {
        let mut order = order.as_object().cloned().unwrap_or_default();
        let piece = self.desk.piece_on(&cell.name, vec![cell.name.clone()]).await?;
        if cell.act == Act::Webhook {
            self.subscribe(&cell.name).await?;
            order.insert("outlet".to_owned(), json!(cell.name));
            self.desk.world.newspaper().await.tell("faults", &order.into()).await;
            self.desk.plan(&piece, &[self.site]).await??;
            return Ok(());
        }
        let account = self.desk.account(&cell.name, Some(filing()), None).await?;
        order.insert("appid".to_owned(), json!(cell.name));
        let (wechat, path) = (self.desk.world.wechat().await, cell.act.path());
        order.insert("path".to_owned(), json!(path));
        if cell.act != Act::Mass {
            wechat.tell("faults", &order.into()).await;
            self.desk.plan(&piece, &[account]).await??;
            return Ok(());
        }
        let back = self.app.url(&format!("/wechat/{}/{account}", self.desk.county.code));
        wechat.tell("accounts", &json!({ "appid": cell.name, "mass_protection": true, "callbackUrl": back })).await;
        if let Some(Value::Object(mut outcome)) = order.remove("outcome") {
            outcome.extend([("kind".to_owned(), json!("mass")), ("appid".to_owned(), json!(cell.name))]);
            wechat.tell("outcomes", &outcome.into()).await;
        } else if order.contains_key("kind") {
            wechat.tell("faults", &order.into()).await;
        }
        self.desk.push(&piece, account).await?;
        Ok(())
    }

    async fn subscribe(&self, name: &str) -> Result<(), Fault> {
        let newspaper = self.desk.world.newspaper().await;
        let endpoint = format!("{}/hook/{name}", newspaper.base());
        let input = OutletInput { topics: vec![name.to_owned()], ..OutletInput::at(name, &endpoint) };
        let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
        let mut tx = self.desk.county.begin(&self.desk.admin).await?;
        let made = outlet::create(&mut tx, &self.desk.admin, &vault, Networks::Any, &input).await?;
        tx.commit().await?;
        newspaper.tell("outlets", &json!({ "name": name, "secrets": [made.secret] })).await;
        Ok(())
    }

    async fn restart_database(&mut self) -> Result<(), Fault> {
        if let Some(mut server) = self.server.take() {
            server.stop()?;
        }
        self.server = Some(EmbeddedPostgres::start(&Config::durable(folder()))?);
        // Each connection of this test's own that went with the old server fails once.
        for _ in 0..16 {
            let _ = self.desk.county.database.answers().await;
        }
        Ok(())
    }

    /// Waits until every ordered fault was met.
    async fn all_met(&self, worker: &mut Process) {
        let sandboxes = [self.desk.world.wechat().await, self.desk.world.newspaper().await];
        until("every fault is met", async || {
            worker.must_live();
            let mut left = 0;
            for sandbox in sandboxes {
                left += sandbox.look("faults").await.as_array().map_or(0, Vec::len);
            }
            (left == 0).then_some(())
        })
        .await;
    }

    /// Waits until everything planned so far has come to its end.
    async fn all_ended(&mut self) -> Result<(), Fault> {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(120);
        loop {
            let mut open = Vec::new();
            for cell in &self.cells {
                let end = self.end(cell).await?;
                if ["planned", "sending", "accepted", "confirming", "unconfirmed", "queued"].contains(&end.as_str()) {
                    open.push((format!("{} at {:?}: {end}", cell.fault, cell.act), cell.name.clone(), end));
                }
            }
            for (_, name, end) in &open {
                self.go_on(name, end).await?;
            }
            if open.is_empty() {
                return Ok(());
            }
            assert!(std::time::Instant::now() < deadline, "without an end: {open:?}");
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
    }

    /// What else happens meanwhile: a minute goes by, and the administrator of an account looks at the phone.
    async fn go_on(&mut self, name: &str, stands: &str) -> Result<(), Fault> {
        let wechat = self.desk.world.wechat().await;
        let cell = self.cells.iter().find(|cell| cell.name == name).ok_or("no cell")?;
        if stands == "planned" && cell.fault == "minute 45011" {
            let sql = "update job set run_at = now() where lease_until is null and key in
                (select t.id::text from release_target t where t.error_code = 'WECHAT_45011')";
            sqlx::query(sql).execute(&mut self.desk.county.all_seeing().await?).await?;
        }
        if cell.act == Act::Mass
            && stands == "unconfirmed"
            && self.accepted(cell).await == 1
            && self.heard.insert(name.to_owned())
        {
            wechat.tell("clock", &json!({ "advance_s": 61 })).await;
        }
        if stands == "confirming" && self.decided.insert(name.to_owned()) {
            let decision = match cell.fault {
                "administrator refuses" => "refuse",
                "administrator silent" => "timeout",
                _ => "confirm",
            };
            wechat.tell("masses/confirm", &json!({ "appid": name, "decision": decision })).await;
        }
        Ok(())
    }

    /// Where a cell stands.
    async fn end(&self, cell: &Cell) -> Result<String, Fault> {
        let sql = if cell.act == Act::Webhook {
            "select case when o.state = 'disabled' then 'outlet disabled' else coalesce(max(d.state), 'queued') end
             from outlet o left join delivery d on d.county_id = o.county_id and d.outlet_id = o.id where o.name = $1 group by o.state"
        } else {
            "select case when t.error_code = 'QUOTA_SPENT' then 'waits for its quota' else t.state end
             from release_target t join account a on a.county_id = t.county_id and a.id = t.account_id where a.external_id = $1"
        };
        Ok(sqlx::query_scalar(sql).bind(&cell.name).fetch_one(&mut self.desk.county.all_seeing().await?).await?)
    }

    /// How often the far side took a cell's piece, by its own log.
    async fn taken(&self, cell: &Cell) -> usize {
        if cell.act == Act::Webhook {
            let path = format!("received?outlet={}&verdict=accepted", cell.name);
            return self.desk.world.newspaper().await.look(&path).await.as_array().map_or(0, Vec::len);
        }
        let effect = if cell.act == Act::Mass { "mass_sent" } else { "publish_accepted" };
        self.desk.effects(effect).await.iter().filter(|(appid, _)| *appid == cell.name).count()
    }

    /// How often WeChat took a push of a cell, whether or not it was sent then.
    async fn accepted(&self, cell: &Cell) -> usize {
        self.desk.effects("mass_accepted").await.iter().filter(|(appid, _)| *appid == cell.name).count()
    }

    /// The table, and the judgement: what ended well arrived once, what did not never.
    async fn judge(&self) -> Result<String, Fault> {
        let mut table = "| fault | draft | submit | mass send | webhook |\n|---|---|---|---|---|\n".to_owned();
        let mut faults: Vec<&str> = self.cells.iter().map(|cell| cell.fault).collect();
        faults.dedup();
        for fault in faults {
            write!(table, "| {fault} |")?;
            for act in ACTS {
                let Some(cell) = self.cells.iter().find(|cell| cell.fault == fault && cell.act == act) else {
                    table.push_str(" – |");
                    continue;
                };
                let (end, taken) = (self.end(cell).await?, self.taken(cell).await);
                let well = ["live", "delivered"].contains(&end.as_str());
                assert_eq!(taken, usize::from(well), "{fault} at {act:?}: {end}, and taken {taken} times");
                if act == Act::Mass && well {
                    assert_eq!(self.accepted(cell).await, 1, "{fault}: the administrator was asked once");
                    assert!(self.decided.contains(&cell.name), "{fault}: it waited for the administrator");
                }
                write!(table, " {end}, taken {taken}× |")?;
            }
            table.push('\n');
        }
        Ok(table)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_whatever_breaks_at_whichever_act_nothing_is_lost_nothing_comes_twice_and_every_doubt_ends()
-> Result<(), Fault> {
    let mut matrix = Matrix::open().await?;
    matrix.begin(killed()).await?;
    let mut worker = matrix.desk.worker(16, None);
    matrix.all_met(&mut worker).await;
    worker.kill();

    matrix.begin(broken()).await?;
    let mut worker = matrix.desk.worker(16, None);
    matrix.all_ended().await?;

    matrix.begin(slow("database restarted")).await?;
    matrix.all_met(&mut worker).await;
    matrix.restart_database().await?;
    matrix.all_ended().await?;
    worker.kill();

    let clock = matrix.desk.world.folder().join("clock");
    std::fs::write(&clock, "+0")?;
    matrix.begin(slow("clock an hour ahead")).await?;
    let faked = faked(&clock)?;
    let variables: Vec<(&str, &str)> = faked.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut jumping = matrix.desk.world.worker(&variables);
    matrix.all_met(&mut jumping).await;
    std::fs::write(&clock, "+3600")?;
    let beside = matrix.desk.worker(4, None);
    matrix.all_ended().await?;
    drop((jumping, beside));

    insta::assert_snapshot!("fault_matrix", matrix.judge().await?);
    let caller = platform::Caller::system(matrix.desk.county.code, "核对", platform::Path::Worker);
    assert_eq!(release::drift(&matrix.desk.county.database, &caller).await?.count(), 0, "I6");
    Ok(())
}
