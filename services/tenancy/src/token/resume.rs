//! Find who holds a token.

use platform::{Caller, CountyId, Database, Path, PersonId, Storage};

use super::store;
use crate::Membership;
use crate::session::Token;

/// Who comes with a token, and what for.
#[derive(Clone, Debug)]
pub struct TokenHolder {
    /// The region the holder belongs to.
    pub county: CountyId,
    /// The holder.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What the token may be used for.
    pub scopes: Vec<String>,
    /// The holder's roles for the whole region.
    pub memberships: Vec<Membership>,
}

/// The holder of a token in force, or none.
///
/// # Errors
/// When the database fails.
pub async fn resume(database: &Database, token: &Token) -> Result<Option<TokenHolder>, Storage> {
    let mut tx = database.begin_read(&Caller::system(token.county(), "令牌", Path::Api)).await?;
    store::holder(&mut tx, token).await
}
