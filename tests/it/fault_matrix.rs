//! I4: every fault at every act. Whatever breaks, nothing is lost, nothing arrives twice, and every doubt ends; the logs of the sandboxes
//! are the judges.

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
use tests::{Process, until};

use crate::county::{County, Fault};
use crate::desk::{Desk, filing};
use crate::press::open_site;

/// What is tried on the far side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Draft,
    Submit,
    Webhook,
}

const ACTS: [Act; 3] = [Act::Draft, Act::Submit, Act::Webhook];

/// One fault at one act, on an account or at an outlet of its own.
struct Cell {
    fault: &'static str,
    act: Act,
    /// Of the account, the outlet, the piece and its topic.
    name: String,
}

/// A fault by its words in the table, and how each sandbox is told of it; none where the act knows no such fault.
struct Ordered {
    fault: &'static str,
    wechat: Option<Value>,
    newspaper: Option<Value>,
}

fn both(fault: &'static str, order: &Value) -> Ordered {
    Ordered { fault, wechat: Some(order.clone()), newspaper: Some(order.clone()) }
}

fn wechat(fault: &'static str, errcode: i64) -> Ordered {
    Ordered { fault, wechat: Some(json!({ "kind": "errcode", "errcode": errcode })), newspaper: None }
}

fn newspaper(fault: &'static str, order: Value) -> Ordered {
    Ordered { fault, wechat: None, newspaper: Some(order) }
}

/// The process is killed while it waits for an answer: to a call that was not processed, and to one that was.
fn killed() -> Vec<Ordered> {
    vec![both("kill -9 before", &json!({ "kind": "hang" })), both("kill -9 after", &json!({ "kind": "hang_after" }))]
}

fn broken() -> Vec<Ordered> {
    vec![
        both("cut before", &json!({ "kind": "drop" })),
        both("cut after", &json!({ "kind": "drop_after" })),
        both("timeout before", &json!({ "kind": "hang" })),
        both("timeout after", &json!({ "kind": "hang_after" })),
        both("503", &json!({ "kind": "http", "status": 503 })),
        wechat("busy -1", -1),
        wechat("token 40001", 40001),
        wechat("quota 45009", 45009),
        wechat("content 53503", 53503),
        wechat("account 48001", 48001),
        newspaper("429", json!({ "kind": "http", "status": 429, "retry_after": 1 })),
        newspaper("422", json!({ "kind": "http", "status": 422 })),
        newspaper("410", json!({ "kind": "http", "status": 410 })),
    ]
}

/// The answer takes so long that something happens while it is awaited.
fn slow(fault: &'static str) -> Vec<Ordered> {
    vec![both(fault, &json!({ "kind": "delay", "ms": 2500 }))]
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
    cells: Vec<Cell>,
}

impl Matrix {
    async fn open() -> Result<Self, Fault> {
        let server = EmbeddedPostgres::start(&Config::durable(folder()))?;
        let county = County::over(test_database::fresh_on(server.admin_url()).await?).await?;
        let site = open_site(&county).await?;
        let desk = Desk::in_county(county).await?;
        desk.hurry(2, 12).await?;
        Ok(Self { desk, site, server: Some(server), cells: Vec::new() })
    }

    /// Orders faults at the sandboxes, and plans a piece into each.
    async fn begin(&mut self, faults: Vec<Ordered>) -> Result<(), Fault> {
        for ordered in faults {
            for act in ACTS {
                let order = if act == Act::Webhook { &ordered.newspaper } else { &ordered.wechat };
                let Some(order) = order else { continue };
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
        let path = if cell.act == Act::Draft { "draft/add" } else { "freepublish/submit" };
        order.insert("path".to_owned(), json!(path));
        self.desk.world.wechat().await.tell("faults", &order.into()).await;
        self.desk.plan(&piece, &[account]).await??;
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
    async fn all_ended(&self) -> Result<(), Fault> {
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(120);
        loop {
            let mut open = Vec::new();
            for cell in &self.cells {
                let end = self.end(cell).await?;
                if ["planned", "sending", "accepted", "unconfirmed", "queued"].contains(&end.as_str()) {
                    open.push(format!("{} at {:?}: {end}", cell.fault, cell.act));
                }
            }
            if open.is_empty() {
                return Ok(());
            }
            assert!(std::time::Instant::now() < deadline, "without an end: {open:?}");
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
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
        self.desk.effects("publish_accepted").await.iter().filter(|(appid, _)| *appid == cell.name).count()
    }

    /// The table, and the judgement: what ended well arrived once, what did not never.
    async fn judge(&self) -> Result<String, Fault> {
        let mut table = "| fault | draft | submit | webhook |\n|---|---|---|---|\n".to_owned();
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
