//! 同文群发 (domain 1.21): the same words on many accounts within minutes look like a fake crowd. A warning before the release is
//! planned, never a refusal; relays are exempt, for they are asked to go out one after another.

use content::{ArticleId, article, revision};
use platform::settings::Setting;
use platform::{Storage, TenantTx};
use serde::{Deserialize, Serialize};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::store;
use crate::{AccountId, account};

/// From how many accounts within how many minutes there is a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlastLimit {
    /// Accounts.
    pub accounts: usize,
    /// Minutes before and after.
    pub minutes: i64,
}

/// Six accounts within ten minutes.
pub const BLAST: Setting<BlastLimit> =
    Setting { key: "release.blast", default: BlastLimit { accounts: 6, minutes: 10 } };

/// What a plan would look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blast {
    /// Accounts with the same words within the minutes, the planned ones among them.
    pub accounts: Vec<AccountId>,
    /// From how many there is a warning.
    pub limit: BlastLimit,
}

/// Looks whether a release as it would be planned puts the same words on many accounts within minutes; whosever pieces they are, as far
/// as the actor sees. None where it does not, or where the piece is a relay.
///
/// # Errors
/// When the actor may not read releases, or the database fails.
pub async fn blast(
    tx: &mut TenantTx,
    actor: &Actor,
    piece: ArticleId,
    accounts: &[AccountId],
    at: OffsetDateTime,
) -> Result<Option<Blast>, BlastError> {
    actor.require(Action::ReleaseRead, Scope::Any)?;
    let Some(article) = article::by_ids(tx, &[piece]).await?.pop() else { return Ok(None) };
    let Some(latest) = revision::latest_of(tx, &[article.id]).await?.pop().filter(|latest| !latest.relay) else {
        return Ok(None);
    };
    let limit = BLAST.get(tx).await?;
    let same = revision::same_text(tx, latest.id).await?;
    let around = Duration::minutes(limit.minutes.clamp(0, 1440));
    let mut all = store::carriers(tx, &same, at - around, at + around).await?;
    all.extend(account::by_ids(tx, accounts).await?.into_iter().map(|account| account.id));
    all.sort_unstable();
    all.dedup();
    Ok((limit.accounts.max(2) <= all.len()).then_some(Blast { accounts: all, limit }))
}

/// Why nothing was looked at.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum BlastError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BlastError { Refused, Storage });
