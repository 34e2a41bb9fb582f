//! Targets that go by a connector: told once under an id of their own; a lost answer is a doubt that a question settles (I4).

pub(crate) mod apply;
mod ask;
mod call;
mod ping;
mod publish;
mod take_down;

use platform::settings::Setting;
use platform::{Storage, TenantTx};
use time::{Duration, OffsetDateTime};

pub(super) use ask::run as ask;
pub(super) use ping::run as ping;
pub(super) use publish::send;
pub(super) use take_down::run as take_down;

use crate::account::{self, Account};
use crate::connector::store::{self, Line};
use crate::release::target::Held;

/// Seconds from one question to the next; the last repeats.
const PAUSES: Setting<[i64; 4]> = Setting { key: "connector.look_seconds", default: [60, 300, 900, 3600] };
/// Seconds after a call in doubt before "never got it" is believed: the call may be on its way still.
const SETTLED: Setting<i64> = Setting { key: "connector.settled_seconds", default: 120 };
/// Hours without a result after which a person is asked to look.
const GIVE_UP: Setting<i64> = Setting { key: "connector.give_up_hours", default: 24 };

/// The account of a target, the program it goes by, and the program's word for the account.
struct Way {
    account: Account,
    line: Line,
    handle: String,
}

async fn way(tx: &mut TenantTx, held: &Held) -> Result<Option<Way>, Storage> {
    let account = account::store::find(tx, held.target.account).await?;
    let line = store::line_of(tx, held.target.account).await?;
    Ok(account.zip(line).map(|(account, (line, handle))| Way { account, line, handle }))
}

/// When the question after so many is due.
pub(super) async fn next_question(tx: &mut TenantTx, asked: i32) -> Result<OffsetDateTime, Storage> {
    let pauses = PAUSES.get(tx).await?;
    let place = usize::try_from(asked).unwrap_or_default().min(pauses.len() - 1);
    let seconds = pauses.get(place).copied().unwrap_or(3600).max(1);
    Ok(tx.now() + Duration::seconds(seconds))
}
