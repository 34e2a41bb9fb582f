//! 群发与留言设置: what the county says of an account's pushes and of the comments under its pieces.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Account, AccountSettings, Channel, changed, store};
use crate::AccountId;

/// What may be set of an account that is open.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are those of the account's settings")]
pub struct NewSettings {
    pub pushes_per_day: Option<i32>,
    pub pushes_per_month: Option<i32>,
    pub pushes_confirmed: bool,
    pub ignores_reprint: bool,
    pub opens_comments: bool,
}

/// Why they stay as they are.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum SettingsError {
    #[error("the account does not exist")]
    NotFound,
    #[error("the account is none of wechat")]
    NotWechat,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SettingsError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    NotWechat => Conflict, "ACCOUNT_NOT_WECHAT", "只有微信公众号有这些设置"
});

/// Sets them. What is planned already is held to them when it goes out.
///
/// # Errors
/// When the actor may not, a number is out of bounds, or the account is none of WeChat.
pub async fn set_settings(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AccountId,
    new: NewSettings,
) -> Result<Account, SettingsError> {
    actor.require(Action::AccountManage, Scope::County)?;
    store::hold(tx, id).await?;
    let account = store::find(tx, id).await?.ok_or(SettingsError::NotFound)?;
    if account.channel != Channel::Wechat {
        return Err(SettingsError::NotWechat);
    }
    check(new)?;
    let settings = AccountSettings {
        pushes_per_day: new.pushes_per_day,
        pushes_per_month: new.pushes_per_month,
        pushes_confirmed: new.pushes_confirmed,
        ignores_reprint: new.ignores_reprint,
        opens_comments: new.opens_comments,
        ..account.settings
    };
    store::set_settings(tx, id, &settings).await?;
    tx.audit(
        Entry::new("account.settings", "account", id.0)
            .of(account.department)
            .with("pushesPerDay", new.pushes_per_day)
            .with("pushesPerMonth", new.pushes_per_month)
            .with("pushesConfirmed", new.pushes_confirmed)
            .with("ignoresReprint", new.ignores_reprint)
            .with("opensComments", new.opens_comments),
    );
    tx.announce(changed(id, account.department));
    store::find(tx, id).await?.ok_or(SettingsError::NotFound)
}

fn check(new: NewSettings) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let within = |limit: Option<i32>, most| limit.is_none_or(|limit| (0..=most).contains(&limit));
    let day = within(new.pushes_per_day, 100);
    invalid.check(day, "input.pushesPerDay", "RANGE", "每天的群发次数须在 0 至 100 之间");
    let month = within(new.pushes_per_month, 1000);
    invalid.check(month, "input.pushesPerMonth", "RANGE", "每月的群发次数须在 0 至 1000 之间");
    invalid.into_result()
}
