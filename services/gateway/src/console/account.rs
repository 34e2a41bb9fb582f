//! 账号: where the county publishes.

use async_graphql::{Context, Enum, ID, InputObject, Object};
use platform::TenantTx;
use publishing::AccountId;
use publishing::account::{self, AccountSettings, Change, NewAccount, NewFiling, NewSecret, NewSettings, Particulars};
use tenancy::{Action, Scope};
use time::{Date, OffsetDateTime};

use super::custody::AccountCustody;
use super::preview::Channel;
use super::register::{AccountClosing, Filing, RegisterEntry, closing_of, entries_of};
use super::types::{Department, department};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// What an account may do at its platform
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "account::Capability")]
enum AccountCapability {
    Draft,
    Publish,
    MassSend,
    Comments,
    Menu,
    Messages,
    Figures,
}

/// 账号
pub(super) struct Account(pub(super) account::Account);

#[Object]
impl Account {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Department> {
        department(ctx, self.0.department.0).await
    }
    async fn channel(&self) -> Channel {
        self.0.channel.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// The platform's name of it, such as an appid
    async fn external_id(&self) -> Option<&str> {
        self.0.external_id.as_deref()
    }
    /// unfiled, active, paused, closing or closed
    async fn state(&self) -> &'static str {
        self.0.state.as_str()
    }
    async fn paused_reason(&self) -> Option<&str> {
        self.0.paused_reason.as_deref()
    }
    /// The one in force. Without one it cannot publish
    async fn filing(&self) -> Option<Filing> {
        self.0.filing.clone().map(Filing)
    }
    /// By name, such as 微博
    async fn platform(&self) -> &str {
        self.0.platform()
    }
    /// Its home page
    async fn address(&self) -> Option<&str> {
        self.0.particulars.address.as_deref()
    }
    /// Who runs it, where that is not the department itself
    async fn operator(&self) -> Option<&str> {
        self.0.particulars.operator.as_deref()
    }
    async fn opened_on(&self) -> Option<Date> {
        self.0.particulars.opened_on
    }
    /// Who allowed it beside the one account that a department has on a platform
    async fn allowed_by(&self) -> Option<&str> {
        self.0.particulars.allowed_by.as_deref()
    }
    /// Whether its platform verified who runs it
    async fn verified(&self) -> bool {
        self.0.verified
    }
    /// What it may do there today
    async fn capabilities(&self) -> Vec<AccountCapability> {
        self.0.capabilities.iter().map(|capability| (*capability).into()).collect()
    }
    /// A person must release to it by hand: its platform takes no publication of ours from it
    async fn by_hand(&self) -> bool {
        self.0.by_hand()
    }
    /// Null where it is none of WeChat
    async fn wechat_settings(&self) -> Option<WechatSettings> {
        (self.0.channel == account::Channel::Wechat).then(|| WechatSettings(self.0.settings.clone()))
    }
    /// How its credentials are kept; null where there are none
    async fn custody(&self) -> Option<AccountCustody> {
        self.0.custody.held.then(|| AccountCustody(self.0.clone()))
    }
    /// What happened to it, the first first
    async fn entries(&self, ctx: &Context<'_>) -> ApiResult<Vec<RegisterEntry>> {
        entries_of(ctx, self.0.id).await
    }
    /// Where it is being closed, or is closed
    async fn closing(&self, ctx: &Context<'_>) -> ApiResult<Option<AccountClosing>> {
        closing_of(ctx, self.0.id).await
    }
    async fn last_live_at(&self) -> Option<OffsetDateTime> {
        self.0.last_live_at
    }
    /// None where pushes are not limited
    async fn pushes_left_today(&self) -> Option<i32> {
        self.0.pushes_left_today
    }
}

/// What may be set of an account of WeChat
#[derive(InputObject)]
struct AccountSettingsInput {
    /// 1 for a subscription account; null sets no limit of ours
    pushes_per_day: Option<i32>,
    /// 4 for a service account; null sets no limit of ours
    pushes_per_month: Option<i32>,
    /// Whether its administrator confirms each push on their phone
    pushes_confirmed: bool,
    /// Whether a push goes out although the platform takes it for a reprint
    ignores_reprint: bool,
    /// Whether readers may write under its pieces
    opens_comments: bool,
}

/// What is set of an account of WeChat
struct WechatSettings(AccountSettings);

#[Object]
impl WechatSettings {
    async fn pushes_per_day(&self) -> Option<i32> {
        self.0.pushes_per_day
    }
    async fn pushes_per_month(&self) -> Option<i32> {
        self.0.pushes_per_month
    }
    /// Whether its administrator confirms each push on their phone
    async fn pushes_confirmed(&self) -> bool {
        self.0.pushes_confirmed
    }
    /// Whether a push goes out although the platform takes it for a reprint
    async fn ignores_reprint(&self) -> bool {
        self.0.ignores_reprint
    }
    /// Whether readers may write under its pieces
    async fn opens_comments(&self) -> bool {
        self.0.opens_comments
    }
}

/// An account as it is opened. Without a filing it cannot publish
#[derive(InputObject)]
struct AccountInput {
    channel: Channel,
    name: String,
    department_id: ID,
    external_id: Option<String>,
    /// Empty where it is not filed yet
    filing_number: String,
    /// With the number
    filed_on: Option<Date>,
    approved_on: Option<Date>,
    /// Where the platform's interface answers, if not at its usual address
    base_url: Option<String>,
    app_secret: Option<String>,
    callback_token: Option<String>,
    /// 43 characters; none in plain mode
    encoding_aes_key: Option<String>,
    /// The key before it, while messages may still come under it
    previous_encoding_aes_key: Option<String>,
    /// By name, where the channel does not say it
    platform: Option<String>,
    /// Its home page
    address: Option<String>,
    operator: Option<String>,
    /// Since when it stands; none: since its filing, or today
    opened_on: Option<Date>,
    /// Who allowed it beside the one account that a department has on a platform
    allowed_by: Option<String>,
}

impl AccountInput {
    /// A platform that nobody named is the channel's own.
    fn particulars(&self) -> Particulars {
        let channel = account::Channel::from(self.channel);
        let named = self.platform.clone().filter(|name| !name.trim().is_empty());
        Particulars {
            platform: Some(named.unwrap_or_else(|| channel.platform().to_owned())),
            address: self.address.clone(),
            operator: self.operator.clone(),
            opened_on: self.opened_on,
            allowed_by: self.allowed_by.clone(),
        }
    }
}

/// What an account is from now on
#[derive(InputObject)]
struct AccountChangeInput {
    name: String,
    department_id: ID,
    platform: Option<String>,
    address: Option<String>,
    operator: Option<String>,
    allowed_by: Option<String>,
    occurred_on: Date,
    /// What changed, for the register
    note: String,
}

impl AccountChangeInput {
    fn read(self) -> ApiResult<Change> {
        let department = parse_id(&self.department_id)?;
        let particulars = Particulars {
            platform: self.platform,
            address: self.address,
            operator: self.operator,
            opened_on: None,
            allowed_by: self.allowed_by,
        };
        let (occurred_on, note) = (self.occurred_on, self.note);
        Ok(Change { name: self.name, department, particulars, occurred_on, note })
    }
}

impl TryFrom<AccountInput> for NewAccount {
    type Error = ApiError;
    fn try_from(input: AccountInput) -> ApiResult<Self> {
        let mut settings = AccountSettings::default();
        if let Some(address) = input.base_url.filter(|address| !address.trim().is_empty()) {
            settings.base_url = address.trim().to_owned();
        }
        let number = Some(input.filing_number).filter(|number| !number.trim().is_empty());
        let filing = match (number, input.filed_on) {
            (None, _) => None,
            (Some(number), Some(filed_on)) => Some(NewFiling { number, filed_on, approved_on: input.approved_on }),
            (Some(_), None) => return Err(ApiError::field("input.filedOn", "REQUIRED", "请填写备案日期")),
        };
        let secret = input.app_secret.map(|app_secret| NewSecret {
            app_secret: app_secret.into(),
            token: input.callback_token.unwrap_or_default().into(),
            encoding_aes_key: input.encoding_aes_key.unwrap_or_default().into(),
            previous_aes_key: input.previous_encoding_aes_key.unwrap_or_default().into(),
        });
        Ok(Self {
            channel: input.channel.into(),
            name: input.name,
            department: parse_id(&input.department_id)?,
            external_id: input.external_id,
            filing,
            settings,
            secret,
        })
    }
}

impl From<Channel> for account::Channel {
    fn from(channel: Channel) -> Self {
        match channel {
            Channel::Wechat => Self::Wechat,
            Channel::App => Self::App,
            Channel::Website => Self::Website,
            Channel::Connector => Self::Connector,
        }
    }
}

impl From<account::Channel> for Channel {
    fn from(channel: account::Channel) -> Self {
        match channel {
            account::Channel::Wechat => Self::Wechat,
            account::Channel::App => Self::App,
            account::Channel::Website => Self::Website,
            account::Channel::Connector => Self::Connector,
        }
    }
}

#[derive(Default)]
pub(super) struct AccountsQuery;

#[Object]
impl AccountsQuery {
    /// Those that are not closed; with `closed` every one
    async fn accounts(&self, ctx: &Context<'_>, #[graphql(default)] closed: bool) -> ApiResult<Vec<Account>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::Any)?;
        let rows = if closed { account::list_with_closed(&mut tx).await? } else { account::list(&mut tx).await? };
        Ok(rows.into_iter().map(Account).collect())
    }

    async fn account(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Account>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::Any)?;
        Ok(account::by_ids(&mut tx, &[parse_id(&id)?]).await?.pop().map(Account))
    }
}

#[derive(Default)]
pub(super) struct AccountsMutation;

#[Object]
impl AccountsMutation {
    async fn open_account(&self, ctx: &Context<'_>, input: AccountInput) -> ApiResult<Account> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let particulars = input.particulars();
        let vault = &request.services().vault;
        let row = account::open_as(&mut tx, &actor, vault, input.try_into()?, particulars).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// A change of name, of department or of who runs it, with the entry in the register that it asks for
    async fn change_account(&self, ctx: &Context<'_>, id: ID, input: AccountChangeInput) -> ApiResult<Account> {
        let change = input.read()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = account::change(&mut tx, &actor, parse_id(&id)?, change).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// Without draft or publish, what goes out on it is released by hand
    async fn set_account_capabilities(
        &self,
        ctx: &Context<'_>,
        id: ID,
        verified: bool,
        capabilities: Vec<AccountCapability>,
    ) -> ApiResult<Account> {
        let capabilities: Vec<account::Capability> = capabilities.into_iter().map(Into::into).collect();
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = account::set_capabilities(&mut tx, &actor, parse_id(&id)?, verified, &capabilities).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// Of an account of WeChat; what is planned already is held to them when it goes out
    async fn set_account_settings(&self, ctx: &Context<'_>, id: ID, input: AccountSettingsInput) -> ApiResult<Account> {
        let settings = NewSettings {
            pushes_per_day: input.pushes_per_day,
            pushes_per_month: input.pushes_per_month,
            pushes_confirmed: input.pushes_confirmed,
            ignores_reprint: input.ignores_reprint,
            opens_comments: input.opens_comments,
        };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = account::set_settings(&mut tx, &actor, parse_id(&id)?, settings).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    async fn pause_account(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = account::pause(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    async fn resume_account(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = account::resume(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// As it was changed at the platform; the key until now stays good for messages on their way
    async fn change_encoding_aes_key(&self, ctx: &Context<'_>, id: ID, key: String) -> ApiResult<Account> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let row = account::change_key(&mut tx, &actor, vault, parse_id(&id)?, key.into()).await?;
        tx.commit().await?;
        Ok(Account(row))
    }
}

/// An account as an act left it, once that is committed.
pub(super) async fn reread(mut tx: TenantTx, id: AccountId) -> ApiResult<Account> {
    let row = account::by_ids(&mut tx, &[id]).await?.pop();
    tx.commit().await?;
    row.map(Account).ok_or_else(ApiError::not_found)
}
