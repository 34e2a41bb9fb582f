//! Read the wire: a page of what is offered, and one piece with its document.

use content::ArticleId;
use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use serde_json::Value;
use tenancy::{Action, Actor, Refused, Scope};

use super::store::{self, Whose};
use super::{Offer, OwnOutlet, Standing};
use crate::{DeliveryId, OutletId};

/// What of the wire is asked for; what is absent does not narrow.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Filter {
    pub outlet: Option<OutletId>,
    pub article: Option<ArticleId>,
    /// Words that stand in title, summary or the department's name.
    pub search: Option<String>,
    pub topic: Option<String>,
    pub standing: Option<Standing>,
    pub language: Option<String>,
    /// Only what nobody of the outlet took.
    pub untaken: bool,
}

/// Why the wire is not read.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// Not the caller's to read.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WireError { Refused, Storage });

/// A page of what is offered, the latest change first: to the outlets one works for, or, for the county's desk, to all.
///
/// # Errors
/// When the caller may not read the wire.
pub async fn list(
    tx: &mut TenantTx,
    actor: &Actor,
    filter: &Filter,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Offer>, WireError> {
    let whose = whose(actor)?;
    Ok(store::page(tx, whose, filter, after, first).await?)
}

/// A piece as it is offered to an outlet, with its document.
///
/// # Errors
/// When the caller may not read the wire.
pub async fn find(
    tx: &mut TenantTx,
    actor: &Actor,
    outlet: OutletId,
    article: ArticleId,
) -> Result<Option<(Offer, Value)>, WireError> {
    let filter = Filter { outlet: Some(outlet), article: Some(article), ..Filter::default() };
    let whose = whose(actor)?;
    let Some(offer) = store::page(tx, whose, &filter, None, 1).await?.rows.pop() else { return Ok(None) };
    let document = store::documents(tx, std::slice::from_ref(&offer)).await?.pop();
    Ok(document.map(|(_, document)| (offer, document)))
}

/// The outlets the caller works for.
///
/// # Errors
/// When the caller may not read the wire.
pub async fn own_outlets(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<OwnOutlet>, WireError> {
    actor.require(Action::WireRead, Scope::Any)?;
    match actor.person() {
        Some(person) => Ok(store::outlets_of(tx, person).await?),
        None => Ok(Vec::new()),
    }
}

/// What an outlet's program reads: the documents of a page of its offers, as they are kept. Row security decides whose.
///
/// # Errors
/// When the database fails.
pub async fn feed(
    tx: &mut TenantTx,
    after: Option<Cursor>,
    first: i32,
) -> Result<(Page<Offer>, Vec<(DeliveryId, Value)>), Storage> {
    let page = store::page(tx, Whose::Shown, &Filter::default(), after, first).await?;
    let documents = store::documents(tx, &page.rows).await?;
    Ok((page, documents))
}

/// The county's desk reads every outlet's; whoever works for outlets reads those alone, though they be on the staff too.
fn whose(actor: &Actor) -> Result<Whose, Refused> {
    if actor.may(Action::OutletRead, Scope::Any) {
        return Ok(Whose::Shown);
    }
    actor.require(Action::WireRead, Scope::Any)?;
    actor.person().map(Whose::Person).ok_or(Refused(Action::WireRead))
}
