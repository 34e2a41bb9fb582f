//! 主流媒体: outlets that subscribe to topics, and the deliveries they get, in order, signed, until they have them.

mod compose;
mod deliver;
mod edit;
mod ninjs;
mod notify;
mod queue;
mod replay;
mod rotate;
mod store;

use std::sync::Arc;
use std::time::Duration;

use platform::jobs::{Failure, Job};
use platform::outbound::{Networks, Outbound, OutboundError};
use platform::secrets::Vault;
use platform::{CountyId, Database};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{DeliveryId, OutletId, ReleaseId};

pub use compose::{Standing, Telling, compose};
pub use edit::{EditError, OutletInput, create, edit, pause, resume};
pub use ninjs::{Enclosure, Item, Status, document};
pub use notify::{released, withdrawn};
pub use queue::{deliveries_of_releases, list_deliveries};
pub use replay::{ReplayError, replay};
pub use rotate::{RotateError, rotate};
pub use store::{find, list};

/// The robot in whose name deliveries are made (I9).
pub(crate) const ROBOT: &str = "投递机";

/// A media outlet and what it subscribes to.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// Its id.
    pub id: OutletId,
    /// Its name.
    pub name: String,
    /// Where deliveries go.
    pub endpoint: String,
    /// `active`, `paused` by a person, or `disabled` since it answered 410.
    pub state: String,
    /// Topics it subscribes to.
    pub topics: Vec<String>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Deliveries that wait.
    pub queued: i64,
    /// Deliveries given up.
    pub dead: i64,
}

/// A secret just made, to be shown once.
#[derive(Debug)]
pub struct OutletSecret {
    /// Whose it is.
    pub outlet: Outlet,
    /// `whsec_…`.
    pub secret: String,
}

/// What a delivery tells the outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Release,
    Correction,
    Withdrawal,
}

impl Kind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Correction => "correction",
            Self::Withdrawal => "withdrawal",
        }
    }
}

/// A delivery as the staff see it.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id; the `webhook-id` is made of it.
    pub id: DeliveryId,
    /// To whom.
    pub outlet: OutletId,
    /// Of what.
    pub release: ReleaseId,
    /// `release`, `correction` or `withdrawal`.
    pub kind: String,
    /// Its place in the outlet's order.
    pub seq: i64,
    /// `queued`, `delivered`, `refused` or `dead`.
    pub state: String,
    /// Attempts begun.
    pub attempts: i32,
    /// When it is due.
    pub next_at: OffsetDateTime,
    /// What the outlet last answered.
    pub last_status: Option<i32>,
    /// Why it last failed, for people.
    pub last_error: Option<String>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// When the outlet took it.
    pub delivered_at: Option<OffsetDateTime>,
}

/// Runs the jobs of outlets: tells them of releases, and delivers.
#[derive(Clone, Debug)]
pub struct Courier {
    database: Database,
    vault: Arc<Vault>,
    outbound: Outbound,
    public_url: Arc<str>,
}

/// Time a receiver has to answer; shorter than the lease under which it is asked.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

impl Courier {
    /// One for the process: it keeps the connections to outlets open.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(
        database: Database,
        vault: Arc<Vault>,
        networks: Networks,
        public_url: &str,
    ) -> Result<Self, OutboundError> {
        let outbound = Outbound::new(networks, ANSWER_WITHIN)?;
        Ok(Self { database, vault, outbound, public_url: public_url.into() })
    }

    /// Runs a job of one of [`KINDS`].
    ///
    /// # Errors
    /// When the attempt failed; the runner tries again later.
    pub async fn run(&self, job: &Job) -> Result<(), Failure> {
        match job.kind.as_str() {
            notify::JOB => notify::run(self, job).await,
            deliver::JOB => deliver::run(self, job).await,
            other => Err(Failure(format!("no outlet job is called {other}"))),
        }
    }
}

/// The kinds of job a [`Courier`] runs.
pub const KINDS: [&str; 2] = [notify::JOB, deliver::JOB];

fn changed(outlet: OutletId) -> platform::outbox::Event {
    let subject: Uuid = outlet.0;
    platform::outbox::Event { kind: "outlet.changed", subject, department: None, person: None }
}

/// Where an outlet's secrets are sealed to.
fn place(county: CountyId, outlet: OutletId) -> String {
    format!("{county}/outlet/{outlet}")
}
