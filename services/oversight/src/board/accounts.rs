//! Accounts in the order of their compliance; equals share a rank.

use time::OffsetDateTime;
use uuid::Uuid;

use super::{AccountStanding, Standing};

pub(super) fn rank(
    standings: &[Standing],
    released: &[(i32, Uuid, i64)],
    live: &[(i32, Uuid, OffsetDateTime)],
) -> Vec<AccountStanding> {
    let mut accounts: Vec<AccountStanding> = standings
        .iter()
        .filter(|standing| standing.indicator == "account_update")
        .map(|standing| {
            let own = |county: i32, account: Uuid| county == standing.county.0 && account == standing.owner;
            AccountStanding {
                county: standing.county,
                account: standing.owner,
                name: standing.owner_name.clone(),
                channel: standing.channel.clone().unwrap_or_default(),
                rank: 0,
                level: standing.level,
                days_since_update: standing.value,
                released: released.iter().find(|row| own(row.0, row.1)).map_or(0, |row| row.2),
                last_live_at: live.iter().find(|row| own(row.0, row.1)).map(|row| row.2),
            }
        })
        .collect();
    accounts.sort_by(|a, b| order(a).cmp(&order(b)).then(a.account.cmp(&b.account)));
    let (mut rank, mut last) = (0, None);
    for (place, account) in (1..).zip(accounts.iter_mut()) {
        if last != Some(order(account)) {
            rank = place;
            last = Some(order(account));
        }
        account.rank = rank;
    }
    accounts
}

fn order(account: &AccountStanding) -> (crate::Level, i64) {
    (account.level, account.days_since_update)
}
