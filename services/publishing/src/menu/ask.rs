//! Work on an account's menu, and ask for it to be published, removed or read. The worker does it on the platform.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};

use super::check::check;
use super::{Button, Menu, PERFORM, Wanted, store};
use crate::AccountId;
use crate::account::{self, Capability, Channel};

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Ask {
    /// These buttons are kept, and nothing goes to the platform.
    Keep(Vec<Button>),
    /// These buttons are kept, and take the place of what the platform has.
    Publish(Vec<Button>),
    /// The platform has no menu any more; what is worked on stays.
    Remove,
    /// What the platform has is read.
    Read,
}

impl Ask {
    fn wanted(&self) -> Option<Wanted> {
        match self {
            Self::Keep(_) => None,
            Self::Publish(_) => Some(Wanted::Publish),
            Self::Remove => Some(Wanted::Remove),
            Self::Read => Some(Wanted::Read),
        }
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Keep(_) => "menu.keep",
            Self::Publish(_) => "menu.publish",
            Self::Remove => "menu.remove",
            Self::Read => "menu.read",
        }
    }
}

/// Why it is not asked for.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum AskError {
    #[error("the account does not exist")]
    NotFound,
    #[error("the account is none of wechat")]
    NotWechat,
    #[error("the account has no menu")]
    NoMenu,
    #[error("something was asked for and is not done yet")]
    Busy,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(AskError { Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    NotWechat => Conflict, "ACCOUNT_NOT_WECHAT", "只有微信公众号有自定义菜单";
    NoMenu => Conflict, "ACCOUNT_NO_MENU", "账号没有自定义菜单权限，请管理员在账号页的接口权限中勾选";
    Busy => Conflict, "MENU_BUSY", "上一项操作正在处理，请稍后再试" });

/// Keeps the buttons, and has the worker do what was asked for.
///
/// # Errors
/// When the actor may not, the account has no menu, a button breaks a rule, or the last act is not done yet.
pub async fn ask(tx: &mut TenantTx, actor: &Actor, id: AccountId, ask: Ask) -> Result<Menu, AskError> {
    let account = account::store::find(tx, id).await?.ok_or(AskError::NotFound)?;
    actor.require(Action::AccountOperate, Scope::Department(account.department))?;
    if account.channel != Channel::Wechat {
        return Err(AskError::NotWechat);
    }
    if !account.may(Capability::Menu) {
        return Err(AskError::NoMenu);
    }
    store::begin(tx, id, account.department).await?;
    let menu = store::lock(tx, id).await?.ok_or(AskError::NotFound)?;
    if menu.wanted.is_some() {
        return Err(AskError::Busy);
    }
    if let Ask::Keep(buttons) | Ask::Publish(buttons) = &ask {
        let mut faults = Invalid::default();
        check(buttons, &mut faults);
        let empty = buttons.is_empty() && matches!(ask, Ask::Publish(_));
        faults.check(!empty, "buttons", "REQUIRED", "菜单是空的：要撤下菜单请用“从公众号撤下”");
        faults.into_result()?;
        store::keep(tx, id, buttons, actor.person()).await?;
    }
    if let Some(wanted) = ask.wanted() {
        store::want(tx, id, wanted, actor.person()).await?;
        let now = tx.now();
        jobs::enqueue(tx, PERFORM, &id.to_string(), now, json!({})).await?;
    }
    let entry = Entry::new(ask.word(), "account", id.0).of(account.department);
    tx.audit(match &ask {
        Ask::Keep(buttons) | Ask::Publish(buttons) => entry.with("buttons", buttons),
        Ask::Remove | Ask::Read => entry,
    });
    store::lock(tx, id).await?.ok_or(AskError::NotFound)
}
