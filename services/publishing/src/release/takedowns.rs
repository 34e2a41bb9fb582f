//! How many pieces can still be taken down today where a release stands on platforms: shown before somebody withdraws it.

use platform::{Clock, Storage, TenantTx};

use super::{TargetState, target};
use crate::account::{self, Channel};
use crate::quota::{self, Kind};
use crate::{AccountId, ReleaseId};

/// What is left of an account's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takedowns {
    /// The release that is live on it.
    pub release: ReleaseId,
    /// On which account.
    pub account: AccountId,
    /// How many the platform takes down a day.
    pub per_day: i32,
    /// How many of them are left today.
    pub left: i32,
}

/// The budgets of the accounts whose platform limits what is taken down, where these releases are live on them. The caller has been
/// asked for `ReleaseRead`.
///
/// # Errors
/// When the database fails.
pub async fn takedowns(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Takedowns>, Storage> {
    let mut targets = target::of_releases(tx, releases).await?;
    targets.retain(|one| one.state == TargetState::Live && one.channel == Channel::Wechat);
    let accounts: Vec<AccountId> = targets.iter().map(|one| one.account).collect();
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let used = quota::used(tx, Kind::Delete, Clock::day_of(tx.now())).await?;
    let used = |id| used.iter().find(|(account, _)| *account == id).map_or(0, |(_, used)| *used);
    let accounts = account::by_ids(tx, &accounts).await?;
    let left = |target: &super::Target| {
        let account = accounts.iter().find(|account| account.id == target.account && !account.by_hand())?;
        let per_day = account.settings.deletes_per_day;
        let left = (per_day - used(account.id)).max(0);
        Some(Takedowns { release: target.release, account: account.id, per_day, left })
    };
    Ok(targets.iter().filter_map(left).collect())
}
