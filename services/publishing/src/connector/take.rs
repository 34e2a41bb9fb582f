//! Take a result that came signed from a program. It counts for targets of the accounts that go by that program, and for no others.

use content::Digest;
use platform::audit::Entry;
use platform::jobs::Failure;
use platform::secrets::{Vault, VaultError};
use platform::webhook::{self, Declined, Disbelief, Signed};
use platform::{Caller, CountyId, Database, Path, Storage, TenantTx};
use serde_json::Value;

use super::answer::{Standing, Word};
use super::log::{self, NewResult};
use super::result::{self, Said, Taken};
use super::store::{self, Line};
use super::{changed, place};
use crate::release::target;
use crate::send::connector::apply::apply;
use crate::{ConnectorId, TargetId};

/// What the door stands on.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Door<'a> {
    pub database: &'a Database,
    pub vault: &'a Vault,
}

/// Why a message is not answered as one of the program's.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// Unsigned, of a program that is not there, or too old: nobody is told which program there is.
    #[error(transparent)]
    Disbelieved(#[from] Disbelief),
    /// The keys could not be opened.
    #[error("open the keys of a connector")]
    Vault(#[from] VaultError),
    /// What follows from it failed.
    #[error("apply a result")]
    Follow(#[from] Failure),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

/// Why a believed message does not count.
#[derive(Debug, thiserror::Error)]
enum Decline {
    #[error("the message id was used for another message")]
    IdUsed,
    #[error("the target was not sent to this connector")]
    NotSent,
    #[error("the result makes no sense of the target as it stands")]
    State,
}

platform::refusal!(Decline { ;
    IdUsed => Conflict, "MESSAGE_ID_USED", "这个 webhook-id 已用于另一条消息";
    NotSent => NotFound, "TARGET_NOT_SENT", "没有把这个目标送给本程序";
    State => Conflict, "TARGET_STATE", "目标当前的状态与这个结果不符" });

/// Takes it: verified first, answered from the receipt where it came before, and else applied in one transaction with its receipt.
///
/// # Errors
/// When it is not to be believed, or something failed inside; nothing of it then stands, and it can be sent again.
pub async fn take(
    door: Door<'_>,
    county: CountyId,
    connector: ConnectorId,
    signed: &Signed,
    body: &[u8],
) -> Result<Said, TakeError> {
    let mut tx = door.database.begin(&Caller::system(county, "对接程序", Path::Callback)).await?;
    let line = believe(&mut tx, door.vault, connector, signed, body).await?;
    drop(tx);
    let robot = format!("对接程序·{}", line.name);
    let caller = Caller::system(county, &robot, Path::Callback);
    let mut tx = door.database.begin(&caller).await?;
    let digest = Digest::of(body);
    if let Some(said) = before(&mut tx, connector, &signed.id, digest).await? {
        return Ok(said);
    }
    let message: Value = serde_json::from_slice(body).unwrap_or_default();
    let (said, state) = settle(&mut tx, connector, &message).await?;
    let new = NewResult {
        connector,
        message: &signed.id,
        body: &digest.0,
        target: result::target_in(&message),
        state,
        answer: &said,
    };
    if !log::keep_result(&mut tx, new).await? {
        // The same message was answered meanwhile: nothing of this transaction stands.
        drop(tx);
        let mut tx = door.database.begin(&caller).await?;
        return Ok(before(&mut tx, connector, &signed.id, digest).await?.unwrap_or(said));
    }
    tx.audit(
        Entry::new("connector.result", "connector", connector.0)
            .with("message", &signed.id)
            .with("target", result::target_in(&message))
            .with("state", state)
            .with("reason", said.reason()),
    );
    tx.announce(changed(connector));
    tx.commit().await?;
    Ok(said)
}

/// Verifies. A program that is not there costs what a wrong signature costs, and is answered the same.
async fn believe(
    tx: &mut TenantTx,
    vault: &Vault,
    connector: ConnectorId,
    signed: &Signed,
    body: &[u8],
) -> Result<Line, TakeError> {
    let (county, at) = (tx.county(), tx.now());
    let line = store::line(tx, connector).await?;
    let keys = match &line {
        Some(line) => {
            webhook::keys_in_force(vault, &place(county, connector), line.secrets.clone(), line.rotated_at, at)?
        }
        None => vec![vault.random::<32>()?.to_vec()],
    };
    webhook::verify(&keys, signed, body, at)?;
    Ok(line.ok_or(Disbelief::Forged)?)
}

/// How it was answered before. A message that bears the id of another is not that message.
async fn before(
    tx: &mut TenantTx,
    connector: ConnectorId,
    message: &str,
    body: Digest,
) -> Result<Option<Said>, Storage> {
    let answered = log::answered(tx, connector, message).await?;
    Ok(answered.map(
        |(known, said)| {
            if known == body.0 { said } else { Said::Declined(Declined::at("webhook-id", &Decline::IdUsed)) }
        },
    ))
}

/// Applies it to its target, or says why it does not count.
async fn settle(
    tx: &mut TenantTx,
    connector: ConnectorId,
    message: &Value,
) -> Result<(Said, Option<&'static str>), TakeError> {
    let (id, standing) = match result::read(message) {
        Ok(read) => read,
        Err(invalid) => return Ok((Said::Declined(Declined::of(&invalid)), None)),
    };
    let said = match applied(tx, connector, id, &standing).await? {
        Ok(taken) => Said::Taken(taken),
        Err((field, decline)) => Said::Declined(Declined::at(field, &decline)),
    };
    Ok((said, Some(standing.word.as_str())))
}

async fn applied(
    tx: &mut TenantTx,
    connector: ConnectorId,
    id: TargetId,
    standing: &Standing,
) -> Result<Result<Taken, (&'static str, Decline)>, TakeError> {
    let Some(held) = target::hold(tx, id).await? else { return Ok(Err(("target", Decline::NotSent))) };
    let way = store::line_of(tx, held.target.account).await?;
    if way.is_none_or(|(line, _)| line.connector != connector) || held.target.attempts == 0 {
        return Ok(Err(("target", Decline::NotSent)));
    }
    if standing.word == Word::Unknown {
        return Ok(Err(("state", Decline::State)));
    }
    match apply(tx, &held, standing, "event").await? {
        Some(state) => Ok(Ok(Taken { target: id, target_state: state.as_str().to_owned() })),
        None => Ok(Err(("state", Decline::State))),
    }
}
