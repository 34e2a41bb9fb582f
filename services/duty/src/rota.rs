//! 值班表: who answers for the county at which hours.

mod enter;
mod store;

use platform::{PersonId, id_type};
use time::OffsetDateTime;

pub use enter::{EnterError, enter};
pub use store::on_duty;

id_type! {
    /// A shift of the rota.
    ShiftId
}

/// One person's hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its id.
    pub id: ShiftId,
    /// Who.
    pub person: PersonId,
    /// From when.
    pub starts_at: OffsetDateTime,
    /// Until when.
    pub ends_at: OffsetDateTime,
}
