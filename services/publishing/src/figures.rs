//! 数据: what the platform counted of an account and of each piece on it, day by day. It is told from eight in the morning after.

mod list;
mod read;
mod store;

use time::Date;

use crate::TargetId;

pub use list::{FiguresError, days, pieces, reads_of};
pub use read::READ;
pub(crate) use read::{run as read, watch};

/// A day of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day, China's.
    pub day: Date,
    /// At its end.
    pub followers: i32,
    /// Who began to follow.
    pub gained: i32,
    /// Who ended it.
    pub lost: i32,
    /// Of everything that was ever published on it.
    pub reads: i32,
    /// The same.
    pub shares: i32,
}

/// What was counted of a piece on its account, over some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub target: TargetId,
    /// How often it was opened.
    pub reads: i64,
    /// How often it was passed on.
    pub shares: i64,
    /// How often it was kept.
    pub favourites: i64,
}
