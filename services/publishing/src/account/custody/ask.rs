//! Ask to see an account's credentials, for a reason. Somebody else allows it.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Request, RequestId, Standing, store};
use crate::AccountId;
use crate::account::{changed, store as accounts};

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It has none to see.
    #[error("the account has no credentials")]
    Missing,
    /// They asked already.
    #[error("a request of theirs is open")]
    Open,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AskError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Missing => Conflict, "NO_CREDENTIALS", "账号没有填写密钥";
    Open => Conflict, "REQUEST_OPEN", "您已有一份查看申请未办结"
});

/// Asks.
///
/// # Errors
/// When the actor may not, gives no reason, or has asked already.
pub async fn ask(tx: &mut TenantTx, actor: &Actor, id: AccountId, reason: &str) -> Result<Request, AskError> {
    actor.require(Action::AccountManage, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::AccountManage))?;
    accounts::hold(tx, id).await?;
    let account = accounts::find(tx, id).await?.ok_or(AskError::NotFound)?;
    let mut invalid = Invalid::default();
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请用 1 至 200 字写明为什么要查看");
    invalid.into_result()?;
    if !account.custody.held {
        return Err(AskError::Missing);
    }
    let now = tx.now();
    let open = |request: &Request| {
        request.asked_by == person && matches!(request.standing(now), Standing::Asked | Standing::Allowed)
    };
    if store::of_accounts(tx, &[id], 50).await?.iter().any(open) {
        return Err(AskError::Open);
    }
    let request = RequestId(tx.new_id());
    let reason = mask::staff(reason.trim());
    store::insert(tx, request, id, &reason, person).await?;
    tx.audit(
        Entry::new("credential.ask", "account", id.0)
            .of(account.department)
            .with("request", request)
            .with("reason", &reason),
    );
    tx.announce(changed(id, account.department));
    store::find(tx, request).await?.ok_or(AskError::NotFound)
}
