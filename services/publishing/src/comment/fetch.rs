//! Have the comments under an account's pieces read now, such as after the platform gave it the right to them.

use platform::audit::Entry;
use platform::{Storage, TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};

use super::import::{IMPORT, WATCHED};
use super::store;
use crate::AccountId;
use crate::account::{self, Account, Capability, Channel};

/// Why they are not read.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum FetchError {
    #[error("the account does not exist")]
    NotFound,
    #[error("the account is none of wechat")]
    NotWechat,
    #[error("the account has no comments")]
    NoComments,
    #[error("no piece of the account is watched any more")]
    NothingWatched,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FetchError { Refused, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    NotWechat => Conflict, "ACCOUNT_NOT_WECHAT", "只有微信公众号有留言";
    NoComments => Conflict, "ACCOUNT_NO_COMMENTS", "账号没有留言权限，请管理员在账号页的接口权限中勾选";
    NothingWatched => Conflict, "NOTHING_WATCHED", "这个账号最近两周没有发布文章，没有要取回的留言" });

/// Has the worker read those under every piece that is still watched, within the day's budget.
///
/// # Errors
/// When the actor may not, or the account is none of WeChat, has no comments, or released nothing that is still watched.
pub async fn fetch(tx: &mut TenantTx, actor: &Actor, id: AccountId) -> Result<Account, FetchError> {
    let account = account::store::find(tx, id).await?.ok_or(FetchError::NotFound)?;
    actor.require(Action::AccountOperate, Scope::Department(account.department))?;
    if account.channel != Channel::Wechat {
        return Err(FetchError::NotWechat);
    }
    if !account.may(Capability::Comments) {
        return Err(FetchError::NoComments);
    }
    let now = tx.now();
    let targets = store::watched(tx, id, now - WATCHED).await?;
    if targets.is_empty() {
        return Err(FetchError::NothingWatched);
    }
    for target in &targets {
        jobs::enqueue(tx, IMPORT, &target.to_string(), now, json!({})).await?;
    }
    tx.audit(Entry::new("comment.fetch", "account", id.0).of(account.department).with("pieces", targets.len()));
    Ok(account)
}
