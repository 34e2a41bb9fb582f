//! A target goes live: everything that follows from it, in one transaction.

use content::article;
use platform::audit::Entry;
use platform::facts::{self, Fact};
use platform::jobs::{self, Failure};
use platform::outbox::Event;
use platform::{Storage, TenantTx};
use serde_json::json;
use time::Duration;

use super::read_back::{READ_BACK, looks};
use super::replace::{end_earlier, settle_replacement};
use super::target::{self, Held};
use super::{Release, SEND, TAKE_DOWN};
use crate::account::Channel;
use crate::send::reservation;
use crate::{outlet, relay};

/// What shows that it is live.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence {
    /// The platform's id of the piece.
    pub(crate) article_id: Option<String>,
    /// Its address.
    pub(crate) url: Option<String>,
    /// How we know: `answer`, `event`, `poll`, `look` or `person`.
    pub(crate) by: &'static str,
}

/// Marks a target as live: its reservations become use, the fact is recorded, the piece is public in the place of its earlier
/// versions, outlets are told, and a release that was withdrawn meanwhile is taken down again.
pub(crate) async fn go_live(tx: &mut TenantTx, held: &Held, evidence: &Evidence) -> Result<(), Failure> {
    reservation::consume(tx, held).await?;
    target::set_live(tx, held.target.id, evidence).await?;
    let fact = Fact {
        kind: "release.live",
        account: Some(held.target.account.0),
        department: Some(held.release.department),
        subject: held.release.article.0,
        value: 1,
    };
    facts::record(tx, fact).await?;
    let replaced = end_earlier(tx, held).await?;
    article::mark_released(tx, held.release.article, held.release.revision)
        .await
        .map_err(|error| Failure::of(&error))?;
    for earlier in &replaced {
        settle_replacement(tx, earlier).await.map_err(|error| Failure::of(&error))?;
    }
    outlet::released(tx, held.release.id).await?;
    relay::follow(tx, held, evidence.url.as_deref()).await?;
    let key = held.target.id.to_string();
    if held.release.withdrawn_at.is_some() {
        let now = tx.now();
        jobs::enqueue(tx, TAKE_DOWN, &key, now, json!({})).await?;
    }
    jobs::cancel(tx, SEND, &key).await?;
    // Where a program's piece stands is known only if the program says so.
    if held.target.channel != Channel::Connector || evidence.url.is_some() {
        look_soon(tx, held).await?;
    }
    tx.audit(
        Entry::new("target.live", "release_target", held.target.id.0)
            .of(held.release.department)
            .with("release", held.release.id)
            .with("by", evidence.by),
    );
    tx.announce(changed(&held.release));
    Ok(())
}

/// Has what is live read back for the first time.
pub(crate) async fn look_soon(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    let Some(seconds) = looks(tx).await?.first().copied() else { return Ok(()) };
    let first = tx.now() + Duration::seconds(seconds);
    jobs::enqueue(tx, READ_BACK, &held.target.id.to_string(), first, json!({})).await
}

/// The event that lists and boards listen for.
pub(crate) fn changed(release: &Release) -> Event {
    Event { kind: "release.changed", subject: release.id.0, department: Some(release.department), person: None }
}
