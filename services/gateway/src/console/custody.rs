//! 密钥托管: whose care an account's credentials are in, when they are to be renewed, and who sees them.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, Enum, ID, InputObject, Object, SimpleObject};
use platform::{PersonId, TenantTx};
use publishing::AccountId;
use publishing::account::custody::{self, ROTATE_DAYS, Request as Asked};
use publishing::account::{self, NewSecret};
use secrecy::ExposeSecret as _;
use tenancy::second_factor::MINUTES;
use tenancy::{Action, Actor, Scope};
use time::{Date, OffsetDateTime};

use super::account::Account;
use super::loaders::LoadError;
use super::register::someone;
use super::second_factor::ProofNeeded;
use super::types::{Person, loaded, person};
use super::work::{WorkItem, WorkKind};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Requests(request.clone()), tokio::spawn));
}

/// Who asked to see the credentials of accounts.
struct Requests(Request);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct RequestsOf(AccountId);

impl Loader<RequestsOf> for Requests {
    type Value = Vec<Asked>;
    type Error = LoadError;
    async fn load(&self, keys: &[RequestsOf]) -> Result<HashMap<RequestsOf, Vec<Asked>>, LoadError> {
        let (mut tx, actor) = self.0.read().await.map_err(Arc::new)?;
        let ids: Vec<AccountId> = keys.iter().map(|key| key.0).collect();
        let found = custody::of_accounts(&mut tx, &actor, &ids).await;
        let mut rows: HashMap<RequestsOf, Vec<Asked>> = HashMap::new();
        for row in found.map_err(|error| Arc::new(ApiError::from(error)))? {
            rows.entry(RequestsOf(row.account)).or_default().push(row);
        }
        Ok(rows)
    }
}

/// How an account's credentials are kept
pub(super) struct AccountCustody(pub(super) account::Account);

#[Object]
impl AccountCustody {
    async fn custodian(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.custody.custodian).await
    }
    /// Since when they stand
    async fn set_at(&self) -> Option<OffsetDateTime> {
        self.0.custody.set_at
    }
    /// The day by which they are to be renewed
    async fn rotate_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Date>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(self.0.custody.rotate_by(ROTATE_DAYS.get(&mut tx).await?))
    }
    async fn lost_at(&self) -> Option<OffsetDateTime> {
        self.0.custody.lost.as_ref().map(|(at, _)| *at)
    }
    async fn lost_reason(&self) -> Option<&str> {
        self.0.custody.lost.as_ref().map(|(_, reason)| reason.as_str())
    }
    /// Who asked to see them, the latest first; none for who neither asks nor allows
    async fn requests(&self, ctx: &Context<'_>) -> ApiResult<Vec<CredentialRequest>> {
        let loader = ctx.data_unchecked::<DataLoader<Requests>>();
        let rows = loader.load_one(RequestsOf(self.0.id)).await.map_err(|error| loaded(&error))?;
        Ok(rows.unwrap_or_default().into_iter().map(CredentialRequest).collect())
    }
    /// What the caller must show before they allow or see any
    async fn proof_needed(&self, ctx: &Context<'_>) -> ApiResult<ProofNeeded> {
        let minutes = {
            let (mut tx, _) = request::of(ctx)?.read().await?;
            MINUTES.get(&mut tx).await?
        };
        ProofNeeded::of(ctx, minutes)
    }
}

/// Where a wish to see credentials stands
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "custody::Standing")]
enum CredentialRequestState {
    /// It waits for a second person
    Asked,
    /// They may be seen now
    Allowed,
    Revealed,
    /// Nobody looked in time
    Ended,
    Refused,
}

/// A wish to see an account's credentials
struct CredentialRequest(Asked);

#[Object]
impl CredentialRequest {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn state(&self, ctx: &Context<'_>) -> ApiResult<CredentialRequestState> {
        Ok(self.0.standing(request::of(ctx)?.now()).into())
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn asked_by(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.asked_by.0).await
    }
    async fn asked_at(&self) -> OffsetDateTime {
        self.0.asked_at
    }
    async fn settled_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.settled_by).await
    }
    /// Why it was refused
    async fn answer(&self) -> &str {
        &self.0.answer
    }
    /// Until when they may be seen
    async fn ends_at(&self) -> Option<OffsetDateTime> {
        self.0.ends_at
    }
    async fn revealed_at(&self) -> Option<OffsetDateTime> {
        self.0.revealed_at
    }
    /// allow, refuse or reveal: what the caller may do with it now
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        let request = request::of(ctx)?;
        let actor = request.actor()?;
        let own = Some(self.0.asked_by) == actor.person();
        Ok(match self.0.standing(request.now()) {
            custody::Standing::Asked if !own && actor.may(Action::CredentialAllow, Scope::County) => {
                vec!["allow", "refuse"]
            }
            custody::Standing::Allowed if own => vec!["reveal"],
            _ => Vec::new(),
        })
    }
}

/// What an account signs in with; shown this once
#[derive(SimpleObject)]
struct RevealedCredentials {
    app_secret: String,
    callback_token: String,
    encoding_aes_key: String,
}

/// Credentials as they were set at the platform
#[derive(InputObject)]
struct CredentialsInput {
    app_secret: Option<String>,
    callback_token: Option<String>,
    /// 43 characters; none in plain mode
    encoding_aes_key: Option<String>,
}

impl From<CredentialsInput> for NewSecret {
    fn from(input: CredentialsInput) -> Self {
        Self {
            app_secret: input.app_secret.unwrap_or_default().into(),
            token: input.callback_token.unwrap_or_default().into(),
            encoding_aes_key: input.encoding_aes_key.unwrap_or_default().into(),
            previous_aes_key: String::new().into(),
        }
    }
}

#[derive(Default)]
pub(super) struct CustodyMutation;

#[Object]
impl CustodyMutation {
    async fn set_custodian(&self, ctx: &Context<'_>, account_id: ID, person_id: ID) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let person: PersonId = parse_id(&person_id)?;
        let row = custody::assign(&mut tx, &actor, parse_id(&account_id)?, person).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// As they were renewed at the platform; what was lost is found again by this
    async fn replace_credentials(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        input: CredentialsInput,
    ) -> ApiResult<Account> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let row = custody::replace(&mut tx, &actor, vault, parse_id(&account_id)?, input.into()).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// Nothing goes out on the account until they were replaced
    async fn report_credentials_lost(&self, ctx: &Context<'_>, account_id: ID, reason: String) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = custody::lose(&mut tx, &actor, parse_id(&account_id)?, &reason).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// Somebody else allows it
    async fn ask_for_credentials(
        &self,
        ctx: &Context<'_>,
        account_id: ID,
        reason: String,
    ) -> ApiResult<CredentialRequest> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = custody::ask(&mut tx, &actor, parse_id(&account_id)?, &reason).await?;
        tx.commit().await?;
        Ok(CredentialRequest(row))
    }

    /// The one who asked may see them once within the county's minutes; asks for a code of the phone
    async fn allow_credentials(&self, ctx: &Context<'_>, id: ID) -> ApiResult<CredentialRequest> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = custody::settle(&mut tx, &actor, parse_id(&id)?, true, "").await?;
        tx.commit().await?;
        Ok(CredentialRequest(row))
    }

    async fn refuse_credentials(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<CredentialRequest> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = custody::settle(&mut tx, &actor, parse_id(&id)?, false, &reason).await?;
        tx.commit().await?;
        Ok(CredentialRequest(row))
    }

    /// Once, by the one who asked; asks for a code of the phone
    async fn reveal_credentials(&self, ctx: &Context<'_>, id: ID) -> ApiResult<RevealedCredentials> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let seen = custody::reveal(&mut tx, &actor, &request.services().vault, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(RevealedCredentials {
            app_secret: seen.app_secret.expose_secret().to_owned(),
            callback_token: seen.token.expose_secret().to_owned(),
            encoding_aes_key: seen.encoding_aes_key.expose_secret().to_owned(),
        })
    }
}

/// Wishes to see credentials that wait for the caller.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let waiting = custody::waiting(tx, actor).await?;
    if waiting.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AccountId> = waiting.iter().map(|asked| asked.account).collect();
    let accounts = account::by_ids(tx, &ids).await?;
    let item = |asked: Asked| {
        let account = accounts.iter().find(|account| account.id == asked.account)?;
        Some(WorkItem {
            step: None,
            kind: WorkKind::CredentialRequest,
            subject: account.id.0,
            title: account.name.clone(),
            note: asked.reason,
            department: Some(account.department),
            due_at: None,
            overdue: false,
            since: asked.asked_at,
        })
    };
    Ok(waiting.into_iter().filter_map(item).collect())
}
