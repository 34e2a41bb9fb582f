//! The worker's side of a release: sends, looks, takes down. Before an act that changes a platform its trace is committed; the act
//! is tried once per lease; a lost answer is a doubt, and a doubt is never tried again blindly (I4).

mod alarm;
mod by_hand;
mod checked;
pub(crate) mod connector;
mod doubt;
mod expire;
mod hours;
mod looks;
pub(crate) mod mass;
pub(crate) mod outcome;
mod own;
mod page;
mod poll;
mod read_back;
mod reconcile;
pub(crate) mod reservation;
mod resume;
mod take_down;
mod tidy;
mod wechat;

use std::sync::Arc;
use std::time::Duration;

use content::Checkers;
use content::media::MediaStore;
use platform::jobs::{self, Failure, Job};
use platform::outbound::{Networks, Outbound, OutboundError};
use platform::secrets::Vault;
use platform::{Caller, CountyId, Database, Path, Storage, TenantTx};
use time::OffsetDateTime;

use crate::TargetId;
use crate::comment;
use crate::connector::PING;
use crate::figures;
use crate::menu;
pub use crate::release::read_back::READ_BACK;
use crate::release::{EXPIRE, RECONCILE, SEND, TAKE_DOWN, TIDY, WHOLE};
use crate::wechat::Client;

/// The robot in whose name releases are sent (I9).
pub(crate) const ROBOT: &str = "发布机";

/// The kinds of job that wait for the servers of platforms and cannot wait themselves.
pub const SENDING: [&str; 3] = [SEND, TAKE_DOWN, PING];

/// The kinds of job a [`Publisher`] runs.
pub const KINDS: [&str; 12] = [
    SEND,
    TAKE_DOWN,
    TIDY,
    WHOLE,
    RECONCILE,
    EXPIRE,
    PING,
    READ_BACK,
    comment::IMPORT,
    comment::PERFORM,
    figures::READ,
    menu::PERFORM,
];

/// Runs the jobs of releases.
#[derive(Clone, Debug)]
pub struct Publisher {
    database: Database,
    pub(crate) vault: Arc<Vault>,
    media: MediaStore,
    checkers: Checkers,
    wechat: Client,
    outbound: Outbound,
    /// How long a target is held; a call ends well before.
    lease: Duration,
    public_url: Arc<str>,
}

impl Publisher {
    /// One for the process: it keeps connections and tokens.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(
        database: Database,
        vault: Arc<Vault>,
        media: MediaStore,
        worker: &platform::config::Worker,
        public_url: &str,
    ) -> Result<Self, OutboundError> {
        let lease = Duration::from_secs(worker.lease_seconds);
        let outbound = Outbound::new(Networks::of(worker), call_limit(lease))?;
        let checkers = Checkers::new(database.clone());
        let wechat = Client::new(outbound.clone(), database.clone(), vault.clone());
        Ok(Self { database, vault, media, checkers, wechat, outbound, lease, public_url: public_url.into() })
    }

    /// The client of WeChat, for others who speak to it.
    #[must_use]
    pub fn wechat(&self) -> &Client {
        &self.wechat
    }

    /// Runs a job of one of [`KINDS`].
    ///
    /// # Errors
    /// When the attempt failed; the runner tries again later.
    pub async fn run(&self, job: &Job) -> Result<(), Failure> {
        match job.kind.as_str() {
            SEND => resume::run(self, job).await,
            TAKE_DOWN => take_down::run(self, job).await,
            TIDY => tidy::run(self, job).await,
            WHOLE => alarm::run(self, job).await,
            RECONCILE => reconcile::run(self, job).await,
            EXPIRE => expire::run(self, job).await,
            PING => connector::ping(self, job).await,
            comment::IMPORT => comment::import(self, job).await,
            comment::PERFORM => comment::perform(self, job).await,
            figures::READ => figures::read(self, job).await,
            menu::PERFORM => menu::perform(self, job).await,
            READ_BACK => read_back::run(self, job).await,
            other => Err(Failure(format!("no release job is called {other}"))),
        }
    }

    pub(crate) async fn begin(&self, county: CountyId) -> Result<TenantTx, Storage> {
        self.database.begin_planned(&Caller::system(county, ROBOT, Path::Worker)).await
    }

    /// The end of a lease taken or renewed now.
    fn lease_end(&self, now: OffsetDateTime) -> OffsetDateTime {
        now + self.lease
    }

    /// When an act that is begun now is surely over: it is tried within a third of its lease, and then given up within a call's limit.
    fn act_over(&self, now: OffsetDateTime) -> OffsetDateTime {
        now + self.lease / 3 + call_limit(self.lease)
    }
}

/// A call is given up well inside the lease, so that no answer comes after someone else took over.
fn call_limit(lease: Duration) -> Duration {
    (lease / 3).clamp(Duration::from_secs(1), Duration::from_secs(15))
}

fn target_of(job: &Job) -> Result<TargetId, Failure> {
    job.key.parse().map_err(|_| Failure(format!("the job's key is no target: {}", job.key)))
}

/// Commits what was done and ends the job, unless that was part of it already.
pub(crate) async fn finish(mut tx: TenantTx, job: &Job) -> Result<(), Failure> {
    jobs::finish(&mut tx, job).await?;
    tx.commit().await?;
    Ok(())
}

/// Commits what was done and has the job come again. A job that someone else took meanwhile comes again by itself: the target's own
/// lease and state say what may be done, so what was done stands.
pub(crate) async fn again(mut tx: TenantTx, job: &Job, at: OffsetDateTime) -> Result<(), Failure> {
    jobs::postpone(&mut tx, job, at).await?;
    tx.commit().await?;
    Ok(())
}
