//! What goes out to a bridge, and what came in from one, as staff see them.

use platform::PersonId;
use time::OffsetDateTime;

use super::BridgeId;
use crate::{CaseId, StepId};

platform::id_type! {
    /// A message to a bridge; its `webhook-id` is made of it.
    MessageId
}

/// A message on its way to a bridge.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// To whom.
    pub bridge: BridgeId,
    /// `step.opened`, `step.closed` or `ping`.
    pub kind: String,
    /// Of which case; none of a ping.
    pub case: Option<CaseId>,
    /// Of which step.
    pub step: Option<StepId>,
    /// Its place in the order.
    pub seq: i64,
    /// `queued`, `delivered`, `refused` or `dead`.
    pub state: String,
    /// Attempts begun.
    pub attempts: i32,
    /// When it is due.
    pub next_at: OffsetDateTime,
    /// What was last answered.
    pub last_status: Option<i32>,
    /// Why it last failed, for people.
    pub last_error: Option<String>,
    /// The first words of the last answer.
    pub answer: String,
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// When it was taken.
    pub delivered_at: Option<OffsetDateTime>,
}

/// A signed message that came in, with what became of it.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Receipt {
    pub id: uuid::Uuid,
    pub bridge: BridgeId,
    /// Its `webhook-id`.
    pub message: String,
    /// SHA-256 of the signed content.
    pub evidence: Vec<u8>,
    pub received_at: OffsetDateTime,
    /// As it says itself; none where it could not be read so far.
    pub step: Option<StepId>,
    pub account: Option<String>,
    pub person: Option<PersonId>,
    /// Whether it became a decision.
    pub taken: bool,
    /// The word of the refusal; empty where it was taken.
    pub reason: String,
}
