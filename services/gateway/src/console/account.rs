//! 账号: where the county publishes.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use publishing::account::{self, AccountSettings, NewAccount, NewFiling, NewSecret};
use tenancy::{Action, Scope};
use time::{Date, OffsetDateTime};

use super::preview::Channel;
use super::types::{Department, department};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// 备案
#[derive(SimpleObject)]
struct Filing {
    id: ID,
    /// open, change, close or cancel
    kind: String,
    number: String,
    filed_on: Date,
    approved_on: Option<Date>,
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
    /// unfiled, active, paused or closed
    async fn state(&self) -> &'static str {
        self.0.state.as_str()
    }
    async fn paused_reason(&self) -> Option<&str> {
        self.0.paused_reason.as_deref()
    }
    /// Without one it cannot publish
    async fn filing(&self) -> Option<Filing> {
        self.0.filing.clone().map(|filing| Filing {
            id: filing.id.into(),
            kind: filing.kind,
            number: filing.number,
            filed_on: filing.filed_on,
            approved_on: filing.approved_on,
        })
    }
    async fn last_live_at(&self) -> Option<OffsetDateTime> {
        self.0.last_live_at
    }
    /// None where pushes are not limited
    async fn pushes_left_today(&self) -> Option<i32> {
        self.0.pushes_left_today
    }
}

/// An account as it is opened. Without a filing number it cannot publish
#[derive(InputObject)]
struct AccountInput {
    channel: Channel,
    name: String,
    department_id: ID,
    external_id: Option<String>,
    filing_number: String,
    filed_on: Date,
    approved_on: Option<Date>,
    /// Where the platform's interface answers, if not at its usual address
    base_url: Option<String>,
    app_secret: Option<String>,
    callback_token: Option<String>,
    /// 43 characters; none in plain mode
    encoding_aes_key: Option<String>,
    /// The key before it, while messages may still come under it
    previous_encoding_aes_key: Option<String>,
}

impl TryFrom<AccountInput> for NewAccount {
    type Error = ApiError;
    fn try_from(input: AccountInput) -> ApiResult<Self> {
        let mut settings = AccountSettings::default();
        if let Some(address) = input.base_url.filter(|address| !address.trim().is_empty()) {
            settings.base_url = address.trim().to_owned();
        }
        let filing =
            NewFiling { number: input.filing_number, filed_on: input.filed_on, approved_on: input.approved_on };
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
            filing: Some(filing).filter(|filing| !filing.number.trim().is_empty()),
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
    async fn accounts(&self, ctx: &Context<'_>) -> ApiResult<Vec<Account>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AccountRead, Scope::Any)?;
        let rows = account::list(&mut tx).await?;
        Ok(rows.into_iter().map(Account).collect())
    }
}

#[derive(Default)]
pub(super) struct AccountsMutation;

#[Object]
impl AccountsMutation {
    async fn open_account(&self, ctx: &Context<'_>, input: AccountInput) -> ApiResult<Account> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let row = account::open(&mut tx, &actor, &request.services().vault, input.try_into()?).await?;
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
