//! Read what was picked up.

use content::ArticleId;
use platform::TenantTx;
use platform::page::{Cursor, Page};
use tenancy::{Action, Actor, Scope};

use super::{Pickup, store};
use crate::OutletId;
use crate::wire::WireError;

/// Which are asked for; what is absent does not narrow.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Filter {
    pub outlet: Option<OutletId>,
    pub article: Option<ArticleId>,
    /// Only those that do not count yet: a person has to look.
    pub open: bool,
}

/// A page of pickups, the latest told first: an outlet's people see their own outlet's, the county's desk all.
///
/// # Errors
/// When the caller may read neither outlets nor the wire.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Pickup>, WireError> {
    if !actor.may(Action::OutletRead, Scope::Any) {
        actor.require(Action::WireRead, Scope::Any)?;
    }
    Ok(store::page(tx, filter, after, first).await?)
}
