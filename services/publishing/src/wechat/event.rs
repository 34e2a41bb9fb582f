//! PUBLISHJOBFINISH: what became of a publication, told by the platform's callback.

use platform::jobs::Failure;
use platform::{TenantTx, jobs};
use serde_json::json;

use super::{Publication, PublishStatus};
use crate::AccountId;
use crate::release::{SEND, target};
use crate::send::outcome;

/// The event, as the callback's receiver read it.
#[derive(Clone, Debug)]
pub struct PublishEvent {
    /// The publication's id, as text.
    pub publish_id: String,
    /// The platform's `publish_status`.
    pub status: i64,
    /// The published piece's id, once live.
    pub article_id: Option<String>,
    /// The addresses of its articles, once live.
    pub urls: Vec<String>,
    /// The numbers of the articles that were refused, from 1.
    pub refused: Vec<i64>,
}

/// Applies the event to the target it belongs to. One of a publication we do not know (its answer was lost, or a person made it by
/// hand) changes nothing by itself, but has every target in doubt of the account looked at now. Telling it again changes nothing.
///
/// # Errors
/// When what follows from it fails; the platform then tells it again.
pub async fn handle_publish_event(tx: &mut TenantTx, account: AccountId, event: &PublishEvent) -> Result<(), Failure> {
    let Some(id) = target::of_publication(tx, account, &event.publish_id).await? else {
        let now = tx.now();
        for id in target::in_doubt(tx, account).await? {
            jobs::enqueue(tx, SEND, &id.to_string(), now, json!({})).await?;
        }
        return Ok(());
    };
    let publication = Publication {
        status: PublishStatus::of(event.status),
        article_id: event.article_id.clone(),
        urls: event.urls.clone(),
        refused: event.refused.clone(),
    };
    match target::hold(tx, id).await? {
        Some(held) => outcome::apply(tx, &held, &publication, "event").await.map(drop),
        None => Ok(()),
    }
}
