//! 关停: an account is closed in order. Its last notice goes out while it may still publish; from then on nothing is planned on it;
//! then the platform cancels it; then its filing is ended, and with it the account.

mod begin;
mod cancelled;
mod keep;
mod noticed;
pub(super) mod store;

use platform::{Clock, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Date, OffsetDateTime};

use super::{Account, register};
use crate::AccountId;

pub use begin::begin;
pub use cancelled::cancelled;
pub use keep::keep;
pub use noticed::noticed;
pub use store::of_accounts;

/// A step that was done.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Done {
    pub on: Date,
    pub by: Option<PersonId>,
    pub at: OffsetDateTime,
}

/// How far an account's closing is.
#[derive(Clone, Debug)]
pub struct Closing {
    /// Which is closed.
    pub account: AccountId,
    /// Why.
    pub reason: String,
    /// Who began it.
    pub begun_by: Option<PersonId>,
    /// And when.
    pub begun_at: OffsetDateTime,
    /// Where the last notice stands.
    pub notice_address: Option<String>,
    /// 停更公告: the last notice is out.
    pub noticed: Option<Done>,
    /// 平台注销: the platform cancelled it.
    pub cancelled: Option<Done>,
    /// 注销备案: its filing is ended.
    pub ended: Option<Done>,
}

/// Why a step was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ClosingError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is not the turn of this step.
    #[error("it is not the turn of this step")]
    Order,
    /// Something still waits to go out on it.
    #[error("a release still waits on the account")]
    Waiting,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ClosingError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Order => Conflict, "CLOSING_ORDER", "关停须按顺序办理：先发停更公告，再在平台注销，最后注销备案";
    Waiting => Conflict, "CLOSING_WAITING", "账号上还有待发布的内容，请先发完或取消"
});

/// The closing ends with the cancellation's filing.
pub(super) async fn end(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<(), Storage> {
    store::end(tx, id, actor.person()).await
}

/// The account and its closing, held; none where it is not being closed.
async fn held(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<(Account, Option<Closing>), ClosingError> {
    actor.require(Action::AccountManage, Scope::County)?;
    super::store::hold(tx, id).await?;
    let account = super::store::find(tx, id).await?.ok_or(ClosingError::NotFound)?;
    let closing = store::of_accounts(tx, &[id]).await?.pop();
    Ok((account, closing))
}

/// A step was done today or before.
fn check_day(tx: &TenantTx, on: Date, invalid: &mut Invalid) {
    invalid.check(on <= Clock::day_of(tx.now()), "on", "IN_FUTURE", "日期不能晚于今天");
}

/// What the public reads of it stands on the web.
fn check_address(address: &str, invalid: &mut Invalid) {
    invalid.check(register::is_address(address), "address", "NOT_AN_ADDRESS", "请填写停更公告的网址");
}
