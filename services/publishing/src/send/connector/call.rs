//! One signed call, and the note of how it ended.

use platform::jobs::Failure;
use platform::webhook::{self, Message};
use platform::{CountyId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::TargetId;
use crate::connector::store::Line;
use crate::connector::{self, Met, NewCall, Told, Word};
use crate::send::Publisher;

/// Bytes of an answer that are read.
const ANSWER: usize = 4096;

/// A call about to be made. The id is the same over all attempts at one message.
pub(super) struct Call<'a> {
    pub(super) line: &'a Line,
    pub(super) kind: &'static str,
    pub(super) id: String,
    pub(super) target: Option<TargetId>,
    pub(super) body: &'a str,
    pub(super) at: OffsetDateTime,
    /// What an empty answer means.
    pub(super) silent: Option<Word>,
    /// The id under which somebody looks for it in the log.
    pub(super) noted_as: Option<Uuid>,
}

/// A call that ended.
pub(super) struct Ended {
    pub(super) told: Told,
    /// When it asks to be called again, at the earliest.
    pub(super) again_at: OffsetDateTime,
    status: Option<u16>,
    error: Option<String>,
    answer: String,
}

/// Calls once. The keys are read when it is called, so that none is held meanwhile.
pub(super) async fn call(publisher: &Publisher, county: CountyId, of: &Call<'_>) -> Result<Ended, Failure> {
    let Call { line, id, body, at, silent, .. } = of;
    let place = connector::place(county, line.connector);
    let keys = webhook::keys_in_force(&publisher.vault, &place, line.secrets.clone(), line.rotated_at, *at)
        .map_err(|error| Failure::of(&error))?;
    let mime = "application/json; charset=utf-8";
    let message = Message { id, endpoint: &line.endpoint, mime, body, keys: &keys, at: *at };
    let mut met = webhook::post(&publisher.outbound, message).await;
    let answer = met.words(ANSWER).await;
    let again_at = match webhook::judge(met.answer(), 1, *at, 0) {
        webhook::Outcome::Again(at) => at,
        _ => *at,
    };
    let told = Told::of(
        Met {
            status: met.status,
            unsent: met.unsent,
            puts_off: met.puts_off(),
            error: met.error.as_deref().unwrap_or_default(),
            body: &answer,
        },
        *silent,
    );
    Ok(Ended { told, again_at, status: met.status, error: met.error, answer })
}

/// Notes how it ended.
pub(super) async fn note(tx: &mut TenantTx, of: &Call<'_>, ended: &Ended) -> Result<(), Storage> {
    let outcome = ended.told.word();
    metrics::counter!("juzhen_connector_calls_total", "outcome" => outcome).increment(1);
    let call = NewCall {
        id: of.noted_as.unwrap_or_else(|| tx.new_id()),
        connector: of.line.connector,
        kind: of.kind,
        target: of.target,
        status: ended.status,
        outcome,
        error: ended.error.as_deref(),
        answer: &ended.answer,
    };
    connector::note_call(tx, call).await
}
