//! The demo's accounts and outlet: our own channels, and the sandboxes where they stand beside us.

use std::time::Duration;

use platform::config::Config;
use platform::outbound::Networks;
use platform::{CountyId, DepartmentId, TenantTx};
use publishing::account::{self, Account, AccountSettings, Channel, NewAccount, NewFiling, NewSecret};
use publishing::outlet::{self, OutletInput};
use publishing::wire;
use serde_json::{Value, json};
use tenancy::{Actor, person, region};
use time::macros::date;

use crate::Fault;
use crate::core::Core;

/// Where the sandboxes answer; none where they do not run.
#[derive(Debug, Default)]
pub(crate) struct Sandboxes {
    /// The WeChat sandbox.
    pub(crate) wechat: Option<String>,
    /// The newspaper sandbox.
    pub(crate) newspaper: Option<String>,
}

/// Who of the newspaper signs in.
const EDITOR: &str = "daily.editor";

/// An account as the WeChat sandbox knows it from its own file.
struct Known {
    county: CountyId,
    name: &'static str,
    appid: &'static str,
    secret: &'static str,
    token: &'static str,
    key: &'static str,
    mode: &'static str,
}

const KNOWN: [Known; 2] = [
    Known {
        county: CountyId(411_325),
        name: "内乡发布",
        appid: "wx4113250000000001",
        secret: "sandbox-secret-of-neixiang-00001",
        token: "neixiangsandbox",
        key: "NeixiangSandboxKeyNeixiangSandboxKey411325A",
        mode: "aes",
    },
    Known {
        county: CountyId(411_323),
        name: "西峡发布",
        appid: "wx4113230000000001",
        secret: "sandbox-secret-of-xixia-00000001",
        token: "xixiasandbox",
        key: "XixiaSandboxKeyXixiaSandboxKeyXixia411323AB",
        mode: "plain",
    },
];

/// Opens them in a county that has none, and tells the sandboxes where we answer. True when the county had none.
pub(super) async fn open(core: &Core, config: &Config, sandboxes: &Sandboxes, county: CountyId) -> Result<bool, Fault> {
    let operator = core.operator(county);
    let mut tx = core.database.begin(operator.caller()).await?;
    let mut accounts = account::list(&mut tx).await?;
    let first = accounts.is_empty();
    if first {
        let office = region::departments(&mut tx).await?.into_iter().find(|one| one.kind == "information_office");
        let office = office.ok_or("demo: a county without an information office")?.id;
        accounts = open_all(core, &mut tx, &operator, office, sandboxes).await?;
        if let Some(newspaper) = sandboxes.newspaper.as_ref().filter(|_| county.0 == config.server.home_county) {
            subscribe(core, &mut tx, &operator, Networks::of(&config.worker), newspaper).await?;
        }
        tx.commit().await?;
    }
    if let Some(wechat) = &sandboxes.wechat {
        call_back(config, wechat, county, &accounts).await?;
    }
    Ok(first)
}

async fn open_all(
    core: &Core,
    tx: &mut TenantTx,
    operator: &Actor,
    office: DepartmentId,
    sandboxes: &Sandboxes,
) -> Result<Vec<Account>, Fault> {
    let filing = Some(NewFiling {
        number: "豫政新媒备2026-001".into(),
        filed_on: date!(2026 - 01 - 05),
        approved_on: Some(date!(2026 - 01 - 12)),
    });
    let own = |channel, name: &str| NewAccount {
        channel,
        name: name.into(),
        department: office,
        external_id: None,
        filing: filing.clone(),
        settings: AccountSettings::default(),
        secret: None,
    };
    let mut wanted = vec![own(Channel::Website, "县政府门户网站"), own(Channel::App, "政务客户端")];
    let known = KNOWN.iter().find(|known| known.county == operator.county());
    if let (Some(known), Some(base_url)) = (known, &sandboxes.wechat) {
        wanted.push(NewAccount {
            external_id: Some(known.appid.into()),
            settings: AccountSettings { base_url: base_url.clone(), ..AccountSettings::default() },
            secret: Some(NewSecret {
                app_secret: known.secret.into(),
                token: known.token.into(),
                encoding_aes_key: known.key.into(),
                previous_aes_key: "".into(),
            }),
            ..own(Channel::Wechat, known.name)
        });
    }
    let mut opened = Vec::new();
    for account in wanted {
        opened.push(account::open(tx, operator, &core.vault, account).await?);
    }
    Ok(opened)
}

async fn subscribe(
    core: &Core,
    tx: &mut TenantTx,
    operator: &Actor,
    networks: Networks,
    newspaper: &str,
) -> Result<(), Fault> {
    let topics = ["卫生健康", "三农", "应急"].map(str::to_owned).into();
    let input = OutletInput {
        region: "南阳市".into(),
        sensitive: true,
        contact: "总编室 0377-63135000".into(),
        topics,
        ..OutletInput::at("南阳日报", &format!("{newspaper}/hook"))
    };
    let made = outlet::create(tx, operator, &core.vault, networks, &input).await?;
    let people = person::list(tx, Some(EDITOR), None, 1).await?.rows;
    let editor = people.first().ok_or("demo: nobody works for the newspaper")?;
    wire::add_editor(tx, operator, made.outlet.id, editor.id).await?;
    let body = json!({ "name": "default", "title": "南阳日报", "secrets": [made.secret] });
    tell(&format!("{newspaper}/_sandbox/outlets"), &body).await
}

async fn call_back(config: &Config, wechat: &str, county: CountyId, accounts: &[Account]) -> Result<(), Fault> {
    let known = KNOWN.iter().find(|known| known.county == county);
    let ours = accounts.iter().find(|account| account.channel == Channel::Wechat);
    let (Some(known), Some(account)) = (known, ours) else { return Ok(()) };
    let address = format!("{}/wechat/{county}/{}", config.server.public_url, account.id);
    let body = json!({ "appid": known.appid, "secret": known.secret, "token": known.token, "name": known.name,
        "encodingAesKey": known.key, "mode": known.mode, "kind": "subscription", "callbackUrl": address });
    tell(&format!("{wechat}/_sandbox/accounts"), &body).await
}

/// Posts to a sandbox's control address.
async fn tell(address: &str, body: &Value) -> Result<(), Fault> {
    let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
    client.post(address).json(body).send().await?.error_for_status()?;
    Ok(())
}
