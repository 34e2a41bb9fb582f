//! The county's own hands: its departments, its accounts with their filings, the newspapers that subscribe, and a plan.

use platform::Clock;
use serde_json::{Value, json};
use tests::{Answer, App, NEIXIANG, Session, World};
use time::Duration;
use time::format_description::well_known::Rfc3339;

use super::writing::Piece;
use crate::county::Fault;

/// The newspaper that takes health and openness, as the sandbox names it.
pub(crate) const DAILY: &str = "default";
/// The one that takes emergencies alone.
pub(crate) const EVENING: &str = "henan";
/// A topic of the first.
pub(crate) const TOPIC: &str = "卫生健康";
/// The county's WeChat account, as the sandbox knows it.
pub(crate) const APPID: &str = "wx4113250000000001";
const APP_SECRET: &str = "sandbox-secret-of-neixiang-00001";
pub(crate) const TOKEN: &str = "neixiangsandbox";
const AES_KEY: &str = "NeixiangSandboxKeyNeixiangSandboxKey411325A";

const OPEN: &str = "mutation($input: AccountInput!) { openAccount(input: $input) { id state filing { number } } }";
const SUBSCRIBE: &str = "mutation($input: OutletInput!) { createOutlet(input: $input) { secret } }";
const PLAN: &str = "mutation($article: ID!, $accounts: [ID!]!, $at: DateTime!) {
    planRelease(articleId: $article, accountIds: $accounts, scheduledAt: $at) { id scheduledAt targets { channel state } } }";

/// The county's accounts, once they are open.
pub(crate) struct Matrix {
    pub(crate) accounts: Vec<String>,
}

impl Matrix {
    /// The administrator opens the website, the app and the WeChat account, and enters two newspapers.
    pub(crate) async fn open(world: &World, app: &App) -> Result<Self, Fault> {
        let admin = app.sign_in("admin").await;
        let matrix = Self::of_channels(world, app).await?;
        subscribe(world, &admin, DAILY, "南阳日报", &["卫生健康", "政务公开"]).await;
        subscribe(world, &admin, EVENING, "河南日报", &["应急管理"]).await;
        Ok(matrix)
    }

    /// The website, the app and the WeChat account alone.
    pub(crate) async fn of_channels(world: &World, app: &App) -> Result<Self, Fault> {
        let admin = app.sign_in("admin").await;
        let departments = admin.gql("{ departments { id kind } }", json!({})).await.at("/departments");
        let rows = departments.as_array().ok_or("no departments")?;
        let (offices, others): (Vec<&Value>, Vec<&Value>) =
            rows.iter().partition(|row| row["kind"] == "information_office");
        assert_eq!((offices.len(), others.len()), (1, 8), "the office and eight departments");
        let office = &offices[0]["id"];
        let mut accounts = Vec::new();
        for (channel, name) in [("WEBSITE", "县政府门户网站"), ("APP", "政务客户端")] {
            let input = json!({ "channel": channel, "name": name, "departmentId": office,
                "filingNumber": "豫内备2026001", "filedOn": "2026-01-05" });
            accounts.push(open(&admin, input).await);
        }
        let wechat = json!({ "channel": "WECHAT", "name": "内乡发布", "departmentId": office, "externalId": APPID,
            "filingNumber": "豫内备2026002", "filedOn": "2026-01-05", "baseUrl": world.wechat().await.base(),
            "appSecret": APP_SECRET, "callbackToken": TOKEN, "encodingAesKey": AES_KEY });
        let id = open(&admin, wechat).await;
        call_back(world, &app.url(&format!("/wechat/{NEIXIANG}/{id}"))).await;
        accounts.push(id);
        Ok(Self { accounts })
    }

    /// The publisher asks for a piece on every account together, a moment from now.
    pub(crate) async fn plan(&self, app: &App, piece: &Piece) -> Answer {
        let at = (Clock::default().now() + Duration::seconds(2)).format(&Rfc3339).unwrap_or_default();
        let variables = json!({ "article": piece.id, "accounts": self.accounts, "at": at });
        app.sign_in("publisher").await.gql(PLAN, variables).await
    }
}

pub(crate) async fn open(admin: &Session, input: Value) -> String {
    let opened = admin.gql(OPEN, json!({ "input": input })).await.at("/openAccount");
    assert_eq!(opened["state"], "active", "with a filing it may publish: {opened}");
    opened["id"].as_str().unwrap_or_default().to_owned()
}

async fn subscribe(world: &World, admin: &Session, outlet: &str, name: &str, topics: &[&str]) {
    let newspaper = world.newspaper().await;
    let endpoint = format!("{}/hook/{outlet}", newspaper.base());
    let input = json!({ "name": name, "kind": "NEWSPAPER", "endpoint": endpoint, "topics": topics,
        "sensitive": true });
    let secret = admin.gql(SUBSCRIBE, json!({ "input": input })).await.text("/createOutlet/secret");
    newspaper.tell("outlets", &json!({ "name": outlet, "secrets": [secret] })).await;
}

async fn call_back(world: &World, address: &str) {
    let settings = json!({ "appid": APPID, "secret": APP_SECRET, "token": TOKEN, "encodingAesKey": AES_KEY,
        "mode": "aes", "callbackUrl": address });
    world.wechat().await.tell("accounts", &settings).await;
}
