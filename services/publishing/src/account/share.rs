//! 原创占比 (C14): what each account released in a period, and how much of it was the county's own.

use std::collections::HashMap;

use content::{ArticleId, Origin, RevisionId, revision};
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, Duration, OffsetDateTime};

use super::{Account, store};
use crate::AccountId;
use crate::release::target;

/// The longest period, in days.
const LONGEST: Duration = Duration::days(366);

/// What an account released in a period. A piece and its corrections count once, by the last of them.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Share {
    pub account: Account,
    pub originals: i32,
    pub reprints: i32,
}

impl Share {
    /// The share of originals, of 1. None where nothing was released.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        let all = self.originals + self.reprints;
        (0 < all).then(|| f64::from(self.originals) / f64::from(all))
    }
}

/// Why there are no shares.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum SharesError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SharesError { Refused, Invalid, Storage });

/// Of every account that is not closed, from a day to another, both counted; of a department's people, its own accounts' alone.
///
/// # Errors
/// When the actor may not read accounts, or the days are not a period.
pub async fn shares(tx: &mut TenantTx, actor: &Actor, from: Date, until: Date) -> Result<Vec<Share>, SharesError> {
    actor.require(Action::AccountRead, Scope::Any)?;
    let mut faults = Invalid::default();
    let ordered = from <= until && until - from <= LONGEST;
    faults.check(ordered, "until", "OUT_OF_ORDER", "截止日期不早于起始日期，且不超过一年");
    faults.into_result()?;
    let live = target::live_between(tx, begins(from), begins(until) + Duration::days(1)).await?;
    let mut ids: Vec<RevisionId> = live.iter().map(|(_, revision)| *revision).collect();
    ids.sort_unstable();
    ids.dedup();
    let origins = if ids.is_empty() { Vec::new() } else { revision::origins_of(tx, &ids).await? };
    let counts = count(&live, &origins);
    let accounts = store::list(tx).await?;
    let share = |account: Account| {
        let (originals, reprints) = counts.get(&account.id).copied().unwrap_or_default();
        Share { account, originals, reprints }
    };
    Ok(accounts.into_iter().map(share).collect())
}

/// Originals and reprints by account; `live` in the order it went live.
fn count(
    live: &[(AccountId, RevisionId)],
    origins: &[(RevisionId, ArticleId, Origin)],
) -> HashMap<AccountId, (i32, i32)> {
    let known: HashMap<RevisionId, (ArticleId, Origin)> =
        origins.iter().map(|(revision, article, origin)| (*revision, (*article, *origin))).collect();
    let mut last: HashMap<(AccountId, ArticleId), Origin> = HashMap::new();
    for (account, revision) in live {
        if let Some((article, origin)) = known.get(revision) {
            last.insert((*account, *article), *origin);
        }
    }
    let mut counts: HashMap<AccountId, (i32, i32)> = HashMap::new();
    for ((account, _), origin) in last {
        let (originals, reprints) = counts.entry(account).or_default();
        match origin {
            Origin::Original => *originals += 1,
            Origin::Reprint => *reprints += 1,
        }
    }
    counts
}

/// The instant at which a day begins in China.
fn begins(day: Date) -> OffsetDateTime {
    day.midnight().assume_offset(time::macros::offset!(+8))
}

#[cfg(test)]
mod tests {
    use super::count;
    use crate::AccountId;
    use content::{ArticleId, Origin, RevisionId};
    use uuid::Uuid;

    #[test]
    fn c14_a_piece_and_its_corrections_count_once_by_the_last() {
        let id = Uuid::from_u128;
        let (site, wechat) = (AccountId(id(1)), AccountId(id(2)));
        let live = [
            (site, RevisionId(id(10))),
            (wechat, RevisionId(id(10))),
            (site, RevisionId(id(11))),
            (site, RevisionId(id(20))),
        ];
        let origins = [
            (RevisionId(id(10)), ArticleId(id(5)), Origin::Original),
            (RevisionId(id(11)), ArticleId(id(5)), Origin::Reprint),
            (RevisionId(id(20)), ArticleId(id(6)), Origin::Original),
        ];
        let counts = count(&live, &origins);
        assert_eq!((counts[&site], counts[&wechat]), ((1, 1), (1, 0)));
    }
}
