//! API tokens: scoped, expiring, shown once, stored as a hash.

mod create;
mod resume;
mod revoke;
mod store;

use time::OffsetDateTime;
use uuid::Uuid;

pub use create::{CreateTokenError, create};
pub use resume::{TokenHolder, resume};
pub use revoke::{RevokeTokenError, revoke};
pub use store::list;

/// What a token may be used for.
pub const SCOPES: [&str; 2] = ["board:read", "released:read"];

/// A token, without its secret.
#[derive(Clone, Debug)]
pub struct ApiToken {
    /// Its id.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends.
    pub expires_at: OffsetDateTime,
    /// When it was taken back.
    pub revoked_at: Option<OffsetDateTime>,
}
