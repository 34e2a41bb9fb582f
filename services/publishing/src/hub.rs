//! WebSub hub (W3C Recommendation of 2018): whoever subscribes to a public feed of the site is sent it when it changes. A subscription
//! holds once its callback confirmed it, and until its lease ends.

mod ask;
mod confirm;
mod deliver;
mod store;

use std::sync::Arc;
use std::time::Duration;

use platform::jobs::{Failure, Job};
use platform::outbound::{Networks, Outbound, OutboundError};
use platform::secrets::Vault;
use platform::{CountyId, Database, Storage, TenantTx};
use serde_json::json;
use uuid::Uuid;

use crate::feed::{Asked, FeedFile};

pub use ask::{AskError, Mode, Wanted, ask};

/// The robot in whose name callbacks are asked and told (I9).
const ROBOT: &str = "订阅推送机";
/// Time a subscriber has to answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);
/// Bytes of a challenge's answer that are read.
const ANSWER_BYTES: usize = 256;

/// The kinds of job the hub runs.
pub const KINDS: [&str; 3] = [confirm::JOB, deliver::DISTRIBUTE, deliver::JOB];
/// Those of them that wait for subscribers' servers.
pub const SENDING: [&str; 2] = [confirm::JOB, deliver::JOB];

/// Runs the jobs of the hub.
#[derive(Clone, Debug)]
pub struct Hub {
    database: Database,
    vault: Arc<Vault>,
    outbound: Outbound,
    site: Arc<str>,
}

impl Hub {
    /// One for the process.
    ///
    /// # Errors
    /// When the HTTP client cannot be built.
    pub fn new(database: Database, vault: Arc<Vault>, networks: Networks, site: &str) -> Result<Self, OutboundError> {
        Ok(Self { database, vault, outbound: Outbound::new(networks, ANSWER_WITHIN)?, site: site.into() })
    }

    /// Runs a job of one of [`KINDS`].
    ///
    /// # Errors
    /// When the attempt failed; the runner tries again later.
    pub async fn run(&self, job: &Job) -> Result<(), Failure> {
        match job.kind.as_str() {
            confirm::JOB => confirm::run(self, job).await,
            deliver::DISTRIBUTE => deliver::distribute(self, job).await,
            deliver::JOB => deliver::run(self, job).await,
            other => Err(Failure(format!("no hub job is called {other}"))),
        }
    }
}

/// Something public changed: feeds are looked at soon, all changes of a moment at once.
pub(crate) async fn changed(tx: &mut TenantTx) -> Result<(), Storage> {
    let soon = tx.now() + time::Duration::seconds(2);
    platform::jobs::enqueue(tx, deliver::DISTRIBUTE, "county", soon, json!({})).await
}

/// Where a subscriber's secret is sealed to.
fn place(county: CountyId, callback: &str) -> String {
    format!("{county}/hub/{callback}")
}

/// The feed that an address is of: one of this county's, its first page.
fn feed_of(site: &str, county: CountyId, topic: &str) -> Option<(FeedFile, Asked)> {
    let rest = topic.strip_prefix(site)?.strip_prefix(&format!("/feeds/{county}/"))?;
    let (name, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut asked = Asked::default();
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        match key.as_ref() {
            "column" => asked.column = Some(value.into_owned()),
            "topic" => asked.topic = Some(value.into_owned()),
            "story" => asked.story = Some(value.parse::<Uuid>().ok()?),
            _ => return None,
        }
    }
    Some((FeedFile::of(name)?, asked))
}

#[cfg(test)]
mod tests {
    use super::feed_of;
    use crate::feed::FeedFile;
    use platform::CountyId;

    #[test]
    fn a_topic_is_the_first_page_of_a_feed_of_this_county() {
        let of = |topic| feed_of("https://a.cn", CountyId(411_325), topic);
        assert_eq!(of("https://a.cn/feeds/411325/atom.xml").unwrap().0, FeedFile::Atom);
        let topic = of("https://a.cn/feeds/411325/rss.xml?topic=%E6%B0%B4").unwrap().1;
        assert_eq!(topic.topic.as_deref(), Some("水"));
        for other in [
            "https://b.cn/feeds/411325/atom.xml",
            "https://a.cn/feeds/411323/atom.xml",
            "https://a.cn/feeds/411325/atom.xml?after=x",
            "https://a.cn/feeds/411325/other.xml",
        ] {
            assert_eq!(of(other), None, "{other}");
        }
    }
}
