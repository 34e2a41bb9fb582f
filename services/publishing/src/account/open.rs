//! Open an account (开设). With a filing it is active at once; without one it cannot be.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::secrets::{Vault, VaultError};
use platform::{DepartmentId, Invalid, Storage, TenantTx};
use secrecy::ExposeSecret as _;
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::credentials::{NewSecret, is_key, seal};
use super::{Account, AccountSettings, Channel, store};
use crate::AccountId;

pub(super) const NOT_A_KEY: &str = "消息加密密钥须为 43 位字母或数字";

/// What a person enters.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct NewAccount {
    pub channel: Channel,
    pub name: String,
    pub department: DepartmentId,
    pub external_id: Option<String>,
    pub filing: Option<NewFiling>,
    pub settings: AccountSettings,
    pub secret: Option<NewSecret>,
}

/// The entry in the register it was opened under.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct NewFiling {
    pub number: String,
    pub filed_on: Date,
    pub approved_on: Option<Date>,
}

/// Why no account was opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The department already has one of this name on this channel.
    #[error("the department has an account of this name on this channel")]
    NameTaken,
    /// No such department.
    #[error("the department does not exist")]
    NoDepartment,
    /// The secret could not be sealed.
    #[error("seal the account's secret")]
    Vault(#[from] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for OpenError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("account_one_per_channel_key") => Self::NameTaken,
            Some("account_department_fkey") => Self::NoDepartment,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(OpenError {
    Refused, Invalid, Storage;
    NameTaken => Conflict, "ACCOUNT_NAME_TAKEN", "该部门在此渠道已有同名账号";
    NoDepartment => NotFound, "NO_DEPARTMENT", "部门不存在";
    Vault => Internal, "SECRETS", "系统繁忙，请稍后重试"
});

/// Opens an account; its secret is sealed before it is stored.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or the name is taken.
pub async fn open(tx: &mut TenantTx, actor: &Actor, vault: &Vault, input: NewAccount) -> Result<Account, OpenError> {
    actor.require(Action::AccountManage, Scope::County)?;
    check(&input)?;
    let id = AccountId(tx.new_id());
    let sealed = input.secret.as_ref().map(|secret| seal(vault, tx.county(), id, secret)).transpose()?;
    store::insert(tx, id, &input, sealed.as_deref()).await?;
    if let Some(filing) = &input.filing {
        store::file(tx, id, filing, actor.person()).await?;
    }
    tx.audit(
        Entry::new("account.open", "account", id.0)
            .of(input.department)
            .with("channel", input.channel.as_str())
            .with("filed", input.filing.is_some()),
    );
    tx.announce(Event { kind: "account.changed", subject: id.0, department: Some(input.department), person: None });
    store::find(tx, id).await?.ok_or(OpenError::Storage(Storage(sqlx::Error::RowNotFound)))
}

fn check(input: &NewAccount) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let name = input.name.trim().chars().count();
    invalid.check((1..=60).contains(&name), "input.name", "LENGTH", "账号名称须为 1 至 60 字");
    if let Some(filing) = &input.filing {
        let number = filing.number.trim().chars().count();
        invalid.check((1..=60).contains(&number), "input.filingNumber", "LENGTH", "备案号须为 1 至 60 字");
        let in_order = filing.approved_on.is_none_or(|approved| filing.filed_on <= approved);
        invalid.check(in_order, "input.approvedOn", "ORDER", "批准日期不能早于备案日期");
    }
    let address = &input.settings.base_url;
    let is_address = address.starts_with("https://") || address.starts_with("http://");
    invalid.check(is_address, "input.baseUrl", "NOT_AN_ADDRESS", "接口地址须以 http:// 或 https:// 开头");
    if input.channel == Channel::Wechat {
        check_wechat(input, &mut invalid);
    }
    invalid.into_result()
}

fn check_wechat(input: &NewAccount, invalid: &mut Invalid) {
    let appid = input.external_id.as_deref().map(str::trim).unwrap_or_default();
    invalid.check(!appid.is_empty(), "input.externalId", "REQUIRED", "请填写公众号 AppID");
    let Some(secret) = &input.secret else {
        invalid.add("input.appSecret", "REQUIRED", "请填写公众号 AppSecret");
        return;
    };
    invalid.check(
        !secret.app_secret.expose_secret().is_empty(),
        "input.appSecret",
        "REQUIRED",
        "请填写公众号 AppSecret",
    );
    let token = secret.token.expose_secret();
    let is_token = (3..=32).contains(&token.len()) && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    invalid.check(is_token, "input.callbackToken", "NOT_A_TOKEN", "回调 Token 须为 3 至 32 位字母或数字");
    let key = secret.encoding_aes_key.expose_secret();
    invalid.check(key.is_empty() || is_key(key), "input.encodingAesKey", "NOT_A_KEY", NOT_A_KEY);
    let previous = secret.previous_aes_key.expose_secret();
    // A key before none would be a way around plain mode's rule.
    let follows = previous.is_empty() || (!key.is_empty() && is_key(previous));
    invalid.check(follows, "input.previousEncodingAesKey", "NOT_A_KEY", NOT_A_KEY);
}
