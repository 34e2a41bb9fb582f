//! Take a decision that came signed from outside. It counts as the named person's: the same rules, the same rows, in their name, by
//! the path `callback` and the robot that bears the bridge's name (I9). What was signed is kept by its digest beside it.

use std::sync::Arc;

use content::Digest;
use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, Declined, Disbelief, Signed};
use platform::{Caller, CountyId, Database, Path, PersonId, Storage, TenantTx};
use serde_json::Value;
use tenancy::{Actor, Policy};
use time::OffsetDateTime;

use super::decline::{Decline, act};
use super::said::{self, Decided, Said};
use super::store::{self, Line};
use super::{BridgeId, changed, place, queue, receipt};

/// What the door stands on.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Door<'a> {
    pub database: &'a Database,
    pub vault: &'a Vault,
    pub policy: &'a Arc<Policy>,
}

/// Why a message is not answered as one of the bridge's.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// Unsigned, of a bridge that is not there, or too old: nobody is told which bridge there is.
    #[error(transparent)]
    Disbelieved(#[from] Disbelief),
    /// The keys could not be opened.
    #[error("open the keys of a bridge")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// A signed message, believed.
struct Heard<'a> {
    bridge: BridgeId,
    line: Line,
    id: &'a str,
    evidence: Digest,
    body: Digest,
    message: Value,
    at: OffsetDateTime,
}

/// Takes it: verified first, answered from the receipt where it came before, and else decided in one transaction with its receipt.
///
/// # Errors
/// When it is not to be believed, or something failed inside; nothing of it then stands, and it can be sent again.
pub async fn take(
    door: Door<'_>,
    county: CountyId,
    bridge: BridgeId,
    signed: &Signed,
    body: &[u8],
) -> Result<Said, TakeError> {
    let mut tx = door.database.begin(&Caller::system(county, "OA 对接", Path::Callback)).await?;
    let heard = believe(&mut tx, door.vault, bridge, signed, body).await?;
    if let Some(said) = before(&mut tx, &heard).await? {
        return Ok(said);
    }
    let decided = understand(&mut tx, door, &heard).await?;
    drop(tx);
    let declined = match decided {
        Ok((decided, actor)) => match decide(door, &heard, &decided, &actor).await? {
            Ok(said) => return Ok(said),
            Err(declined) => declined,
        },
        Err(declined) => declined,
    };
    decline(door, county, &heard, declined).await
}

/// Verifies. A bridge that is not there costs what a wrong signature costs, and is answered the same.
async fn believe<'a>(
    tx: &mut TenantTx,
    vault: &Vault,
    bridge: BridgeId,
    signed: &'a Signed,
    body: &[u8],
) -> Result<Heard<'a>, TakeError> {
    let (county, at) = (tx.county(), tx.now());
    let line = store::line(tx, bridge).await?;
    let keys = match &line {
        Some(Line { secrets, rotated_at: Some(rotated), .. }) => {
            webhook::keys_in_force(vault, &place(county, bridge), secrets.clone(), *rotated, at)?
        }
        _ => vec![vault.random::<32>()?.to_vec()],
    };
    webhook::verify(&keys, signed, body, at)?;
    let line = line.ok_or(Disbelief::Forged)?;
    let content = [format!("{}.{}.", signed.id, signed.timestamp).as_bytes(), body].concat();
    let message = serde_json::from_slice(body).unwrap_or_default();
    let (evidence, body) = (Digest::of(&content), Digest::of(body));
    Ok(Heard { bridge, line, id: &signed.id, evidence, body, message, at })
}

/// How it was answered before. A message that bears the id of another is not that message.
async fn before(tx: &mut TenantTx, heard: &Heard<'_>) -> Result<Option<Said>, Storage> {
    let answered = receipt::answered(tx, heard.bridge, heard.id).await?;
    Ok(answered.map(|(body, said)| {
        if body == heard.body.0 { said } else { Said::Declined(Declined::at("webhook-id", &Decline::IdUsed)) }
    }))
}

/// Reads it, and finds the person it speaks for.
async fn understand(
    tx: &mut TenantTx,
    door: Door<'_>,
    heard: &Heard<'_>,
) -> Result<Result<(Decided, Actor), Declined>, Storage> {
    if heard.line.state != "active" {
        return Ok(Err(Declined::at("bridge", &Decline::Paused)));
    }
    let decided = match said::read(&heard.message) {
        Ok(decided) => decided,
        Err(invalid) => return Ok(Err(Declined::of(&invalid))),
    };
    let robot = robot(heard);
    let actor = match store::person_of(tx, heard.bridge, &decided.account).await? {
        Some(person) => tenancy::person::acting(tx, door.policy, person, (&robot, Path::Callback)).await?,
        None => None,
    };
    let Some(actor) = actor else { return Ok(Err(Declined::at("account", &Decline::UnknownAccount))) };
    if !queue::was_sent(tx, heard.bridge, decided.step).await? {
        return Ok(Err(Declined::at("step", &Decline::NotSent)));
    }
    if heard.at + webhook::TOLERANCE < decided.decided_at {
        return Ok(Err(Declined::at("decidedAt", &Decline::Future)));
    }
    Ok(Ok((decided, actor)))
}

/// Decides in the person's name, and keeps the receipt, or leaves nothing.
async fn decide(
    door: Door<'_>,
    heard: &Heard<'_>,
    decided: &Decided,
    actor: &Actor,
) -> Result<Result<Said, Declined>, Storage> {
    let mut tx = door.database.begin(actor.caller()).await?;
    let taken = match act(&mut tx, actor, decided).await? {
        Ok(taken) => Said::Taken(taken),
        Err(declined) => return Ok(Err(declined)),
    };
    if !keep(&mut tx, heard, Some(decided), actor.person(), &taken).await? {
        // Another message of this id was answered meanwhile: nothing of this one stands.
        return Ok(Err(Declined::at("webhook-id", &Decline::IdUsed)));
    }
    let entry = Entry::new("oa.take", "oa_bridge", heard.bridge.0).with("message", heard.id);
    tx.audit(entry.with("step", decided.step).with("evidence", heard.evidence.to_string()));
    tx.announce(changed(heard.bridge));
    tx.commit().await?;
    Ok(Ok(taken))
}

/// Keeps why it does not count. Where the same message was answered meanwhile, that answer stands.
async fn decline(door: Door<'_>, county: CountyId, heard: &Heard<'_>, declined: Declined) -> Result<Said, TakeError> {
    let mut tx = door.database.begin(&Caller::system(county, &robot(heard), Path::Callback)).await?;
    let said = Said::Declined(declined);
    let person = match said::named(&heard.message).1 {
        Some(account) => store::person_of(&mut tx, heard.bridge, &account).await?,
        None => None,
    };
    if !keep(&mut tx, heard, None, person, &said).await? {
        return Ok(before(&mut tx, heard).await?.unwrap_or(said));
    }
    if let Said::Declined(Declined { reason, .. }) = &said {
        let entry = Entry::new("oa.decline", "oa_bridge", heard.bridge.0).with("message", heard.id);
        tx.audit(entry.with("reason", reason).with("evidence", heard.evidence.to_string()));
    }
    tx.announce(changed(heard.bridge));
    tx.commit().await?;
    Ok(said)
}

/// In whose name it is taken (I9).
fn robot(heard: &Heard<'_>) -> String {
    format!("OA 对接·{}", heard.line.name)
}

async fn keep(
    tx: &mut TenantTx,
    heard: &Heard<'_>,
    decided: Option<&Decided>,
    person: Option<PersonId>,
    answer: &Said,
) -> Result<bool, Storage> {
    let (step, account) = said::named(&heard.message);
    let new = receipt::New {
        bridge: heard.bridge,
        message: heard.id,
        evidence: &heard.evidence.0,
        body: &heard.body.0,
        step,
        account: account.as_deref(),
        person,
        decided_at: decided.map(|decided| decided.decided_at),
        answer,
    };
    receipt::insert(tx, new).await
}
