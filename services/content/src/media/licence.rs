//! 授权: whose a file is and until when it may be used; what that says about a text that shows it.

use platform::settings::Setting;
use platform::{Clock, DepartmentId, Storage, TenantTx};
use serde::{Deserialize, Serialize};
use tenancy::{Action, Actor, Scope};
use time::{Date, Duration};

use super::{Media, MediaId, store};
use crate::{Revision, revision};

/// How long before its end a licence is told of.
pub(super) const EXPIRING: Duration = Duration::days(30);
/// How long after its end it stays among what waits.
const TOLD_AFTER: Duration = Duration::days(30);

/// How much it weighs that a text shows a file whose licence has ended.
pub const EXPIRED: Setting<Weight> = Setting { key: "media.expired_licence", default: Weight::Warn };

/// How much a finding weighs, as a county sets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// It is told, and may be let pass.
    Warn,
    /// It holds the submission and the release up.
    Block,
}

impl From<Weight> for checks::Severity {
    fn from(weight: Weight) -> Self {
        match weight {
            Weight::Warn => Self::Warn,
            Weight::Block => Self::Block,
        }
    }
}

word_type! {
    /// How a file's licence stands.
    LicenceState {
        /// Nobody said anything of a licence.
        Open = "open",
        /// It may be used, for good or for longer than a month.
        Valid = "valid",
        /// It ends within thirty days.
        Expiring = "expiring",
        /// It has ended.
        Expired = "expired",
    }
}

impl Media {
    /// How its licence stands on a day.
    #[must_use]
    pub fn licence(&self, today: Date) -> LicenceState {
        match self.licence_ends_on {
            Some(last) if last < today => LicenceState::Expired,
            Some(last) if last <= today + EXPIRING => LicenceState::Expiring,
            None if self.holder.is_empty() => LicenceState::Open,
            _ => LicenceState::Valid,
        }
    }
}

/// Files that a text shows and may show no longer.
///
/// # Errors
/// When the rows cannot be read.
pub async fn lapsed(tx: &mut TenantTx, shown: &[MediaId]) -> Result<checks::Lapsed, Storage> {
    if shown.is_empty() {
        return Ok(checks::Lapsed::default());
    }
    let today = Clock::day_of(tx.now());
    let mut files = store::by_ids(tx, shown).await?;
    files.retain(|file| file.licence(today) == LicenceState::Expired);
    if files.is_empty() {
        return Ok(checks::Lapsed::default());
    }
    files.sort_by_key(|file| file.id);
    let severity = EXPIRED.get(tx).await?.into();
    let told = |file: Media| Some((file.file_name, file.licence_ends_on?));
    Ok(checks::Lapsed { severity, files: files.into_iter().filter_map(told).collect() })
}

/// The same of a revision, with its cover.
///
/// # Errors
/// When the rows cannot be read.
pub async fn lapsed_of(tx: &mut TenantTx, revision: &Revision) -> Result<checks::Lapsed, Storage> {
    let shown = revision::media_of(tx, &[revision.id]).await?;
    let shown: Vec<MediaId> = shown.into_iter().map(|(_, media)| media).collect();
    lapsed(tx, &shown).await
}

/// Files of the actor's department whose licence ends within thirty days, or ended in the last thirty; the soonest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn ending(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Media>, Storage> {
    let keeps = |id: &DepartmentId| actor.may(Action::MediaUpload, Scope::Department(*id));
    let Some(department) = actor.department().filter(keeps) else { return Ok(Vec::new()) };
    let today = Clock::day_of(tx.now());
    store::ending(tx, department, today - TOLD_AFTER, today + EXPIRING, limit).await
}
