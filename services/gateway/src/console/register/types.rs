//! Events of accounts, filings, closings and findings as the schema tells of them.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use content::MediaId;
use platform::PersonId;
use publishing::account::closing::{Closing, Done};
use publishing::account::register::{self, Entry};
use publishing::account::{self, NewFiling, Notice, Papers};
use time::{Date, OffsetDateTime};

use crate::api_error::ApiResult;
use crate::console::account::Account;
use crate::console::media::{Media, media};
use crate::console::types::{Person, person};
use crate::graphql::parse_id;
use crate::request;

/// 备案
pub(in crate::console) struct Filing(pub(in crate::console) account::Filing);

#[Object]
impl Filing {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    /// open, change, close or cancel
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    async fn number(&self) -> &str {
        &self.0.number
    }
    async fn filed_on(&self) -> Date {
        self.0.filed_on
    }
    async fn approved_on(&self) -> Option<Date> {
        self.0.approved_on
    }
    /// What was handed in; none where it is not kept here, or not the caller's to see
    async fn attachment(&self, ctx: &Context<'_>) -> ApiResult<Option<Media>> {
        media(ctx, self.0.papers.attachment).await
    }
    /// How the public was told
    async fn notice(&self) -> Option<PublicNotice> {
        self.0.papers.notice.clone().map(|notice| PublicNotice {
            text: notice.text,
            address: notice.address,
            on: notice.on,
        })
    }
}

/// 公示
#[derive(SimpleObject)]
pub(in crate::console) struct PublicNotice {
    text: Option<String>,
    address: Option<String>,
    on: Date,
}

/// What happened to an account
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "register::EntryKind")]
pub(in crate::console) enum RegisterEntryKind {
    Open,
    Change,
    /// Its last notice is out
    Close,
    /// The platform cancelled it
    Cancel,
}

/// 登记事项: what happened to an account, and its filing
pub(in crate::console) struct RegisterEntry(pub(in crate::console) Entry);

#[Object]
impl RegisterEntry {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn kind(&self) -> RegisterEntryKind {
        self.0.kind.into()
    }
    async fn occurred_on(&self) -> Date {
        self.0.occurred_on
    }
    /// The last day for its filing, in working days
    async fn due_on(&self) -> Date {
        self.0.due_on.value()
    }
    /// The calendar does not reach that day yet: Monday to Friday were counted
    async fn due_provisional(&self) -> bool {
        !self.0.due_on.is_known()
    }
    /// It waits past its day, or was filed after it
    async fn late(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.late(request::of(ctx)?.today()))
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
    /// None while it waits for one
    async fn filing(&self) -> Option<Filing> {
        self.0.filing.clone().map(Filing)
    }
    async fn recorded_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.recorded_by).await
    }
    async fn recorded_at(&self) -> OffsetDateTime {
        self.0.recorded_at
    }
}

/// A step of a closing that was done
struct ClosingStep(Done);

#[Object]
impl ClosingStep {
    async fn on(&self) -> Date {
        self.0.on
    }
    async fn by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.by).await
    }
    async fn at(&self) -> OffsetDateTime {
        self.0.at
    }
}

/// 关停清单: how far an account's closing is
pub(in crate::console) struct AccountClosing(pub(in crate::console) Closing);

#[Object]
impl AccountClosing {
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    async fn begun_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        someone(ctx, self.0.begun_by).await
    }
    async fn begun_at(&self) -> OffsetDateTime {
        self.0.begun_at
    }
    async fn notice_address(&self) -> Option<&str> {
        self.0.notice_address.as_deref()
    }
    /// The last notice is out; from then on nothing is planned on the account
    async fn noticed(&self) -> Option<ClosingStep> {
        self.0.noticed.clone().map(ClosingStep)
    }
    /// The platform cancelled it
    async fn cancelled(&self) -> Option<ClosingStep> {
        self.0.cancelled.clone().map(ClosingStep)
    }
    /// Its filing is ended
    async fn ended(&self) -> Option<ClosingStep> {
        self.0.ended.clone().map(ClosingStep)
    }
}

/// What kind of thing was found
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "register::FindingKind")]
pub(super) enum RegisterFindingKind {
    /// An event waits past its day
    Overdue,
    /// An event waits, and its day is near
    Due,
    /// Its credentials are lost
    SecretLost,
    /// It has no filing at all
    Unfiled,
    /// Its credentials are to be renewed soon, or should have been
    RotationDue,
    /// The department's accounts bear different names
    NamesDiffer,
    /// The filing in force was not made public
    NoNotice,
}

/// 登记问题
pub(super) struct RegisterFinding(pub(super) register::Finding);

#[Object]
impl RegisterFinding {
    async fn kind(&self) -> RegisterFindingKind {
        self.0.kind.into()
    }
    async fn account(&self) -> Account {
        Account(self.0.account.clone())
    }
    async fn due_on(&self) -> Option<Date> {
        self.0.due_on
    }
    async fn message(&self) -> &str {
        &self.0.message
    }
}

/// How the public was told; a text, an address or both, with the day
#[derive(InputObject)]
pub(super) struct PapersInput {
    /// A file of the library
    attachment_id: Option<ID>,
    notice_text: Option<String>,
    notice_address: Option<String>,
    /// Today where it is left out and there is a notice
    notice_on: Option<Date>,
}

impl PapersInput {
    pub(super) fn read(self, today: Date) -> ApiResult<Papers> {
        let trim = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let (text, address) = (trim(self.notice_text), trim(self.notice_address));
        let said = text.is_some() || address.is_some() || self.notice_on.is_some();
        let notice = said.then(|| Notice { text, address, on: self.notice_on.unwrap_or(today) });
        let attachment = self.attachment_id.as_ref().map(parse_id::<MediaId>).transpose()?;
        Ok(Papers { attachment, notice })
    }
}

/// A filing as it was handed in
#[derive(InputObject)]
pub(super) struct FilingInput {
    filing_number: String,
    filed_on: Date,
    approved_on: Option<Date>,
    #[graphql(flatten)]
    papers: PapersInput,
}

impl FilingInput {
    pub(super) fn read(self, today: Date) -> ApiResult<(NewFiling, Papers)> {
        let filing = NewFiling { number: self.filing_number, filed_on: self.filed_on, approved_on: self.approved_on };
        Ok((filing, self.papers.read(today)?))
    }
}

/// What came later to a filing
#[derive(InputObject)]
pub(super) struct CompletionInput {
    approved_on: Option<Date>,
    #[graphql(flatten)]
    papers: PapersInput,
}

impl CompletionInput {
    pub(super) fn read(self, today: Date) -> ApiResult<register::Completion> {
        Ok(register::Completion { approved_on: self.approved_on, papers: self.papers.read(today)? })
    }
}

pub(in crate::console) async fn someone(ctx: &Context<'_>, id: Option<PersonId>) -> ApiResult<Option<Person>> {
    match id {
        Some(id) => person(ctx, id.0).await.map(Some),
        None => Ok(None),
    }
}
