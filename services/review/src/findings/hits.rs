//! 命中审计: which words were found how often, and what was done about it; a word that nobody ever acts on only makes noise.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::store;

/// The most days looked back.
const MOST_DAYS: i32 = 366;
/// How often a word must have been found before its silence says something.
const ENOUGH: i64 = 3;

/// One word's hits in pieces submitted within some days.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct WordHits {
    pub word: String,
    /// Whose list it is on, as stored.
    pub level: String,
    pub hits: i64,
    pub pieces: i64,
    /// Let stand with a reason.
    pub accepted: i64,
    /// Gone from the next version of the piece.
    pub mended: i64,
    pub last_at: OffsetDateTime,
}

impl WordHits {
    /// Neither acted on nor explained.
    #[must_use]
    pub fn left(&self) -> i64 {
        (self.hits - self.accepted - self.mended).max(0)
    }

    /// Found often, and never once was the text changed for it.
    #[must_use]
    pub fn noisy(&self) -> bool {
        ENOUGH <= self.hits && self.mended == 0
    }
}

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum HitsError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(HitsError { Refused, Storage });

/// The words found in what was submitted in the last days, the most often found first. Who keeps a department's list sees its
/// pieces alone.
///
/// # Errors
/// When the actor keeps no list.
pub async fn hits(tx: &mut TenantTx, actor: &Actor, days: i32) -> Result<Vec<WordHits>, HitsError> {
    actor.require(Action::WordManage, Scope::Any)?;
    let since = tx.now() - Duration::days(days.clamp(1, MOST_DAYS).into());
    Ok(store::hits(tx, since).await?)
}
