//! 采用统计: how often outlets used our pieces, by piece, by department and by outlet.

use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;
use uuid::Uuid;

use super::store;
use crate::word::words;

words! {
    /// What is counted by.
    By {
        /// 稿件
        Piece = "piece",
        /// 部门
        Department = "department",
        /// 媒体
        Outlet = "outlet",
    }
}

/// What one of them comes to.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The piece, department or outlet.
    pub owner: Uuid,
    /// Of a piece, its title.
    pub title: Option<String>,
    /// Pages that carry.
    pub pickups: i64,
    /// Pieces carried.
    pub pieces: i64,
    /// Outlets that carry.
    pub outlets: i64,
}

/// Why nothing is counted.
#[derive(Debug, thiserror::Error)]
pub enum FiguresError {
    /// Not the caller's to read.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The days are no span.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FiguresError { Refused, Invalid, Storage });

/// What was used from a day to another, both counted, the most used first.
///
/// # Errors
/// When the caller may not read outlets, or the days are no span.
pub async fn figures(
    tx: &mut TenantTx,
    actor: &Actor,
    by: By,
    from: Date,
    until: Date,
) -> Result<Vec<Figure>, FiguresError> {
    actor.require(Action::OutletRead, Scope::Any)?;
    let mut invalid = Invalid::default();
    invalid.check(from <= until, "until", "BEFORE_FROM", "截止日期不能早于起始日期");
    invalid.into_result()?;
    Ok(store::figures(tx, by, from, until).await?)
}
