//! What a county grants a province or city to see (domain finding E): given with a reason and an end, revoked at once, each use recorded.

mod give;
mod record_use;
mod revoke;
mod store;

use platform::CountyId;
use time::OffsetDateTime;
use uuid::Uuid;

pub use give::{GiveError, NewGrant, give};
pub use record_use::record_use;
pub use revoke::{RevokeError, revoke};
pub use store::{in_force, list};

/// A grant.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Its id.
    pub id: Uuid,
    /// The county that gave it.
    pub county: CountyId,
    /// Who may look.
    pub grantee: CountyId,
    /// At what: `figures`, `released`, `findings`.
    pub scopes: Vec<String>,
    /// Why.
    pub reason: String,
    /// From when.
    pub starts_at: OffsetDateTime,
    /// Until when.
    pub ends_at: OffsetDateTime,
    /// When it was taken back.
    pub revoked_at: Option<OffsetDateTime>,
    /// How often it was used.
    pub uses: i64,
}
