//! 主流媒体: outlets that subscribe to topics, and the deliveries they get, in order, signed, until they have them.

mod access;
mod compose;
mod deliver;
mod edit;
mod format;
mod health;
mod language;
mod ninjs;
mod notify;
mod queue;
mod replay;
mod rotate;
mod store;
mod syndicate;

use std::sync::Arc;
use std::time::Duration;

use content::ColumnId;
use platform::jobs::{Failure, Job};
use platform::outbound::{Networks, Outbound, OutboundError};
use platform::secrets::Vault;
use platform::{CountyId, Database};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::word::words;
use crate::{DeliveryId, OutletId, ReleaseId};

pub use access::{Access, AccessError, AccessToken, Shown, admit, renew_token};
pub use compose::{Standing, Telling, compose};
pub use edit::{EditError, OutletInput, create, edit, pause, resume};
pub use format::{Format, escaped};
pub use language::{language, languages};
pub(crate) use ninjs::killed;
pub use ninjs::{Enclosure, Item, Status, document};
pub use notify::{released, withdrawn};
pub use queue::{deliveries_of_releases, list_deliveries};
pub use replay::{ReplayError, replay, replay_one};
pub use rotate::{RotateError, rotate};
pub use store::{find, list};
pub use syndicate::{Decision, Syndication, SyndicationError, decide, syndication};

/// The robot in whose name deliveries are made (I9).
pub(crate) const ROBOT: &str = "投递机";

words! {
    /// What kind of medium an outlet is.
    OutletKind {
        /// 报纸
        Newspaper = "newspaper",
        /// 广播电视
        Broadcaster = "broadcaster",
        /// 重点新闻网站
        NewsSite = "news_site",
        /// 商业网站
        CommercialSite = "commercial_site",
    }
}

/// A media outlet and what it subscribes to.
#[derive(Clone, Debug)]
pub struct Outlet {
    /// Its id.
    pub id: OutletId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OutletKind,
    /// Where it is at home, in people's words.
    pub region: String,
    /// A desk of it and its telephone.
    pub contact: String,
    /// Where deliveries go; none where it reads the wire or fetches its feed.
    pub endpoint: Option<String>,
    /// The form it is handed documents in.
    pub format: Format,
    /// `active`, `paused` by a person, or `disabled`.
    pub state: String,
    /// Why it is disabled: `gone` since it answered 410, or `failing` for days.
    pub disabled_for: Option<String>,
    /// Since when every attempt has failed.
    pub failing_since: Option<OffsetDateTime>,
    /// When people were warned that it will be disabled for that.
    pub warned_at: Option<OffsetDateTime>,
    /// When it will be, if it goes on failing.
    pub disabled_from: Option<OffsetDateTime>,
    /// Topics it subscribes to. With neither topics nor columns it takes everything.
    pub topics: Vec<String>,
    /// Columns it subscribes to.
    pub columns: Vec<ColumnId>,
    /// Whether it takes sensitive pieces too.
    pub sensitive: bool,
    /// Languages of the text it takes; none: any.
    pub languages: Vec<String>,
    /// When its access token was made; none where it has none.
    pub token_made_at: Option<OffsetDateTime>,
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

    /// How the article stands on the wire then.
    pub(crate) fn standing(self) -> &'static str {
        match self {
            Self::Release => "usable",
            Self::Correction => "corrected",
            Self::Withdrawal => "killed",
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
    /// The piece's title as the outlet is told it.
    pub title: String,
    /// `release`, `correction` or `withdrawal`.
    pub kind: String,
    /// Its place in the outlet's order.
    pub seq: i64,
    /// `queued`, `delivered`, `refused`, `dead`, or `offered` where nothing is pushed.
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

/// The kinds of job that wait for the servers of outlets.
pub const SENDING: [&str; 2] = [deliver::JOB, crate::pickup::COMPARE];

/// The kinds of job a [`Courier`] runs.
pub const KINDS: [&str; 2] = [notify::JOB, deliver::JOB];

pub(crate) fn changed(outlet: OutletId) -> platform::outbox::Event {
    let subject: Uuid = outlet.0;
    platform::outbox::Event { kind: "outlet.changed", subject, department: None, person: None }
}

/// Where an outlet's secrets are sealed to.
fn place(county: CountyId, outlet: OutletId) -> String {
    format!("{county}/outlet/{outlet}")
}
