//! OA 对接: outside systems in which people decide steps of a review. A step that goes there is told by a signed message; the decision
//! that comes back signed counts as the named person's, by the same rules as if they had made it here (I3).

mod accounts;
mod body;
mod decline;
mod deliver;
mod edit;
mod message;
mod ping;
mod queue;
mod receipt;
mod replay;
mod rotate;
mod route;
mod said;
mod store;
mod take;
mod tell;
mod trouble;

use std::sync::Arc;
use std::time::Duration;

use platform::jobs::{Failure, Job};
use platform::outbound::{Networks, Outbound, OutboundError};
use platform::secrets::Vault;
use platform::{CountyId, Database, PersonId};
use time::OffsetDateTime;

pub use accounts::{LinkError, link, unlink};
pub use edit::{BridgeInput, EditError, create, edit, pause, resume};
pub use message::{Message, MessageId, Receipt};
pub use ping::ping;
pub use queue::{list_messages, messages_of_steps};
pub use receipt::{list_receipts, receipts_of_steps};
pub use replay::{ReplayError, replay};
pub use rotate::{BridgeSecret, rotate};
pub use route::{MOST_ROUTES, ROUTED, Route};
pub use said::{Said, Taken};
pub use store::{accounts_of, find, list};
pub use take::{Door, TakeError, take};
pub(crate) use tell::{look, look_at_all};
pub use trouble::trouble;

platform::id_type! {
    /// An OA bridge (OA 对接).
    BridgeId
}

/// The robot in whose name messages are sent (I9).
const ROBOT: &str = "OA 投递机";

/// An outside system.
#[derive(Clone, Debug)]
pub struct Bridge {
    /// Its id.
    pub id: BridgeId,
    /// Its name, unique in the county.
    pub name: String,
    /// Where messages go.
    pub endpoint: String,
    /// `active`, `paused` by a person, or `disabled` since it answered 410.
    pub state: String,
    /// When the newest secret was issued; none until the first.
    pub rotated_at: Option<OffsetDateTime>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Which steps go there.
    pub routes: Vec<Route>,
    /// How many people decide there.
    pub people: i64,
    /// Messages that wait.
    pub queued: i64,
    /// Messages given up or refused.
    pub dead: i64,
    /// When it last took a message.
    pub sent_at: Option<OffsetDateTime>,
    /// When a decision last came from it.
    pub received_at: Option<OffsetDateTime>,
    /// What the first message that waits met at its last attempt, and when it is tried again.
    pub last_error: Option<String>,
    /// When that is.
    pub next_at: Option<OffsetDateTime>,
}

/// An account over there, and the person here.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct OutsideAccount {
    pub bridge: BridgeId,
    pub account: String,
    pub person: PersonId,
    pub linked_at: OffsetDateTime,
}

/// Runs the jobs of bridges: tells them of steps, and delivers.
#[derive(Clone, Debug)]
pub struct Messenger {
    database: Database,
    vault: Arc<Vault>,
    outbound: Outbound,
    public_url: Arc<str>,
}

/// Time a receiver has to answer; shorter than the lease under which it is asked.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// The kinds of job a [`Messenger`] runs.
pub const KINDS: [&str; 2] = [tell::JOB, deliver::JOB];

impl Messenger {
    /// One for the process: it keeps the connections open.
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
            tell::JOB => tell::run(self, job).await,
            deliver::JOB => deliver::run(self, job).await,
            other => Err(Failure(format!("no bridge job is called {other}"))),
        }
    }
}

/// Where a bridge's secrets are sealed to.
fn place(county: CountyId, bridge: BridgeId) -> String {
    format!("{county}/oa_bridge/{bridge}")
}

fn changed(bridge: BridgeId) -> platform::outbox::Event {
    platform::outbox::Event { kind: "bridge.changed", subject: bridge.0, department: None, person: None }
}
