//! A county whose steps also go to an OA, with the far side in this process: for the tests of the bridge.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use platform::outbound::Networks;
use platform::secrets::Vault;
use platform::webhook::{self, Signed};
use platform::{PersonId, jobs};
use review::bridge::{self, Bridge, BridgeId, BridgeInput, Door, Messenger, Route, Said, TakeError};
use review::{CaseId, Step};
use serde_json::{Value, json};
use tenancy::{Actor, Policy, Role};

use crate::county::{County, Fault};

pub(crate) const SITE: &str = "https://neixiang.example.cn";

/// What came to the far side, in its order, and how it answers.
#[derive(Debug, Default)]
pub(crate) struct Far {
    pub(crate) got: Mutex<Vec<Got>>,
    /// Answers to give, the next first; 204 once there are none, and no answer at all where it says 0.
    pub(crate) answers: Mutex<Vec<u16>>,
}

#[derive(Clone, Debug)]
pub(crate) struct Got {
    pub(crate) signed: Signed,
    pub(crate) text: String,
    pub(crate) body: Value,
}

async fn hook(State(far): State<Arc<Far>>, headers: HeaderMap, body: Bytes) -> impl axum::response::IntoResponse {
    let of = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let signed =
        Signed { id: of("webhook-id"), timestamp: of("webhook-timestamp"), signature: of("webhook-signature") };
    let text = String::from_utf8_lossy(&body).into_owned();
    let body = serde_json::from_str(&text).unwrap_or_default();
    far.got.lock().unwrap().push(Got { signed, text, body });
    let next = { far.answers.lock().unwrap().pop() };
    match next {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(0) => std::future::pending().await,
        Some(status) => (StatusCode::from_u16(status).unwrap(), "收到了什么").into_response(),
    }
}

pub(crate) struct Oa {
    pub(crate) county: County,
    pub(crate) vault: Arc<Vault>,
    pub(crate) policy: Arc<Policy>,
    pub(crate) admin: Actor,
    pub(crate) security: Actor,
    pub(crate) editor: Actor,
    pub(crate) reviewer: Actor,
    pub(crate) desk: Actor,
    pub(crate) messenger: Messenger,
    pub(crate) far: Arc<Far>,
    pub(crate) bridge: Bridge,
    pub(crate) secret: String,
}

/// Steps of the county desk, in every department.
pub(crate) const DESK: Route = Route { role: Role::CountyReviewer, department: None };

impl Oa {
    /// A bridge to which the county desk's steps go, with the desk's reviewer linked as `u-desk`.
    pub(crate) async fn open() -> Result<Self, Fault> {
        Self::at(County::open().await?).await
    }

    pub(crate) async fn at(county: County) -> Result<Self, Fault> {
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let security = county.staff("security", "office", &[Role::SecurityAdmin]).await?;
        let vault = Arc::new(Vault::new(&"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=".into())?);
        let messenger = Messenger::new(county.database.clone(), vault.clone(), Networks::Any, SITE)?;
        let far = Arc::<Far>::default();
        let endpoint = listen(far.clone()).await?;
        let policy = Arc::new(Policy::load().await?);
        let input = BridgeInput { name: "县政府 OA".to_owned(), endpoint, routes: vec![DESK] };
        let mut tx = county.begin(&admin).await?;
        let made = bridge::create(&mut tx, &admin, Networks::Any, &input).await?;
        tx.commit().await?;
        let mut tx = county.begin(&security).await?;
        let issued = bridge::rotate(&mut tx, &security, &vault, made.id).await?;
        tx.commit().await?;
        let (bridge, secret) = (issued.bridge, issued.secret);
        let oa =
            Self { county, vault, policy, admin, security, editor, reviewer, desk, messenger, far, bridge, secret };
        oa.link("u-desk", &oa.desk).await?;
        Ok(oa)
    }

    /// The outside account is this person.
    pub(crate) async fn link(&self, account: &str, person: &Actor) -> Result<(), Fault> {
        let mut tx = self.county.begin(&self.security).await?;
        let person: PersonId = person.person().ok_or("nobody")?;
        bridge::link(&mut tx, &self.security, self.bridge.id, account, person).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A piece that the department has passed: the desk's step is open.
    pub(crate) async fn piece(&self, title: &str) -> Result<(CaseId, Step), Fault> {
        let (_, _, case) = self.county.submit(&self.editor, crate::county::news(title, "正文一段。")).await?;
        self.county.pass(&self.reviewer, case).await?;
        Ok((case, self.county.open_step(case).await?))
    }

    /// The same, sent to the OA.
    pub(crate) async fn sent(&self, title: &str) -> Result<(CaseId, Step), Fault> {
        let piece = self.piece(title).await?;
        self.work().await?;
        Ok(piece)
    }

    /// Runs due jobs until none is left.
    pub(crate) async fn work(&self) -> Result<(), Fault> {
        loop {
            let claimed = jobs::claim(&self.county.database, 50, Duration::from_secs(60)).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for job in claimed.iter().filter(|job| bridge::KINDS.contains(&job.kind.as_str())) {
                self.messenger.run(job).await?;
            }
        }
    }

    /// What came to the far side, of one kind.
    pub(crate) fn got(&self, kind: &str) -> Vec<Got> {
        self.far.got.lock().unwrap().iter().filter(|got| got.body["type"] == kind).cloned().collect()
    }

    /// A decision that passes every gate of a step, as the OA writes it from what it was sent.
    pub(crate) fn passing(&self, step: &Step, account: &str) -> Value {
        let sent = self.got("step.opened");
        let opened = sent.iter().find(|got| got.body["step"] == json!(step.id)).map(|got| got.body.clone());
        let opened = opened.unwrap_or_default();
        let gates: Vec<Value> =
            step.gates.iter().map(|gate| json!({ "gate": gate.as_str(), "verdict": "pass" })).collect();
        let now = self.county.database.clock().now();
        let at = now.format(&time::format_description::well_known::Rfc3339).unwrap();
        json!({
            "type": "step.decided", "step": step.id, "digest": opened["digest"], "account": account,
            "decision": if step.sign_off { "sign_off" } else { "pass" }, "verdicts": gates, "decidedAt": at,
        })
    }

    /// Signs a message with the OA's secret, as of now.
    pub(crate) fn sign(&self, secret: &str, id: &str, body: &str) -> Signed {
        let key = key(secret);
        let at = self.county.database.clock().now().unix_timestamp();
        Signed { id: id.to_owned(), timestamp: at.to_string(), signature: webhook::sign(&[key], id, at, body) }
    }

    /// Hands a message in as it is.
    pub(crate) async fn hand_in(&self, bridge: BridgeId, signed: &Signed, body: &str) -> Result<Said, TakeError> {
        let door = Door { database: &self.county.database, vault: &self.vault, policy: &self.policy };
        bridge::take(door, self.county.code, bridge, signed, body.as_bytes()).await
    }

    /// Signs and hands in.
    pub(crate) async fn say(&self, id: &str, body: &Value) -> Result<Said, TakeError> {
        let body = body.to_string();
        self.hand_in(self.bridge.id, &self.sign(&self.secret, id, &body), &body).await
    }

    /// How many rows a query counts, for one who sees everything.
    pub(crate) async fn count(&self, sql: &'static str) -> Result<i64, Fault> {
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.county.all_seeing().await?).await?)
    }
}

/// What a secret stands for.
pub(crate) fn key(secret: &str) -> Vec<u8> {
    STANDARD.decode(secret.trim_start_matches("whsec_")).unwrap()
}

/// The reason and the field of a refusal.
pub(crate) fn declined(said: Said) -> (String, String) {
    match said {
        Said::Declined(declined) => {
            (declined.reason, declined.fields.first().map(|field| field.field.clone()).unwrap_or_default())
        }
        Said::Taken(taken) => (format!("taken: {taken:?}"), String::new()),
    }
}

async fn listen(far: Arc<Far>) -> Result<String, Fault> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let router = Router::new().route("/hook", post(hook)).with_state(far);
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(format!("http://{address}/hook"))
}
