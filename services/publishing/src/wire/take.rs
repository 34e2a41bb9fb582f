//! Take a piece from the wire, on the record.

use content::ArticleId;
use platform::audit::Entry;
use platform::{Reach, Storage, TenantTx};
use serde_json::Value;
use tenancy::{Action, Actor, Refused, Scope};

use super::{Offer, Standing, WireError, find, store};
use crate::OutletId;
use crate::word::words;

words! {
    /// What is taken away.
    Form {
        /// The document.
        Ninjs = "ninjs",
        /// The words alone, with the addresses of its files.
        Text = "text",
    }
}

/// What was taken.
#[derive(Debug)]
pub struct Taken {
    /// The piece.
    pub offer: Offer,
    /// Its document.
    pub document: Value,
}

/// Why nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// Nothing like it is offered to an outlet of the caller's.
    #[error("no such offer")]
    NotFound,
    /// Not the caller's to take.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It was taken back.
    #[error("the piece was withdrawn")]
    Killed,
    /// It could not be read.
    #[error(transparent)]
    Wire(#[from] WireError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TakeError { Refused, Wire, Storage;
    NotFound => NotFound, "NO_OFFER", "没有这条供稿";
    Killed => Conflict, "OFFER_KILLED", "稿件已撤回，不得再用" });

/// Takes it for an outlet one works for.
///
/// # Errors
/// When it is not offered there, or was taken back.
pub async fn take(
    tx: &mut TenantTx,
    actor: &Actor,
    outlet: OutletId,
    article: ArticleId,
    form: Form,
) -> Result<Taken, TakeError> {
    actor.require(Action::WireRead, Scope::Any)?;
    // Whoever is on the staff too takes nothing in an outlet's name.
    let guest = actor.person().filter(|_| actor.caller().reach() == Reach::Outlet);
    let person = guest.ok_or(Refused(Action::WireRead))?;
    let works_there = store::outlets_of(tx, person).await?.iter().any(|own| own.id == outlet);
    let found = if works_there { find(tx, actor, outlet, article).await? } else { None };
    let (offer, document) = found.ok_or(TakeError::NotFound)?;
    if offer.standing == Standing::Killed {
        return Err(TakeError::Killed);
    }
    store::insert_take(tx, &offer, person, form).await?;
    tx.audit(
        Entry::new("offer.take", "article", article.0)
            .of(offer.department)
            .with("outlet", outlet)
            .with("revision", offer.revision)
            .with("form", form.as_str()),
    );
    Ok(Taken { offer, document })
}
