//! 发布日历: the county's rules on when something goes out, and what stands in the way of a time before anyone keeps it.

mod conflict;
mod embargo;
mod hours;
mod rules;
pub(crate) mod store;

use platform::settings::Setting;
use time::{Date, Time};
use uuid::Uuid;

use crate::AccountId;

pub use conflict::{Asked, Conflict, Kind, conflicts, of_moves, of_plan};
pub(crate) use conflict::{asked, refuse};
pub use embargo::{Embargo, EmbargoError, embargoes, lift_embargo, set_embargo};
pub(crate) use hours::{Hours, hours, next_midnight};
pub use rules::{Numbers, Rules, RulesError, block_date, edit_numbers, rules, set_windows, unblock_date};

/// Minutes between planning and going out that leave time to look again.
pub(crate) const LEAD: Setting<i64> = Setting { key: "release.lead_minutes", default: 0 };
/// Minutes between two pieces on one account within which they stand in each other's light.
pub(crate) const SLOT: Setting<i64> = Setting { key: "release.slot_minutes", default: 10 };

/// 推送时段: a part of the day in which something may go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The account it is of; none: of every account that has none of its own.
    pub account: Option<AccountId>,
    /// Its first instant, in the county's time.
    pub opens: Time,
    /// The first instant after it.
    pub closes: Time,
}

/// 停发日: a day on which nothing is planned.
#[derive(Clone, Debug)]
pub struct BlockedDate {
    /// Its id.
    pub id: Uuid,
    /// The day, in the county's time.
    pub day: Date,
    /// The account it is of; none: of all.
    pub account: Option<AccountId>,
    /// Why.
    pub reason: String,
}

/// The windows that hold for an account: its own, or the county's.
fn windows_of(windows: &[Window], account: AccountId) -> impl Iterator<Item = &Window> {
    let own = windows.iter().any(|window| window.account == Some(account));
    let of = if own { Some(account) } else { None };
    windows.iter().filter(move |window| window.account == of)
}
