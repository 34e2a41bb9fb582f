//! 留言 as the staff sees it: masked, with its clock, its replies and its history.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use interaction::inquiry;
use time::{Date, OffsetDateTime};

use super::inquiry_loaders::{Answers, AnswersTo, DaysLeft, DaysUntil, Histories, HistoryOf};
use super::types::{Department, Person, department, loaded, person};
use crate::api_error::ApiResult;
use crate::request;

/// 留言类别
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "inquiry::Kind")]
pub enum InquiryKind {
    Consultation,
    Complaint,
    Suggestion,
}

/// 留言状态
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "inquiry::State")]
pub enum InquiryState {
    Received,
    Accepted,
    Assigned,
    Answered,
    Delivered,
    Closed,
    Declined,
    Returned,
}

/// 答复状态
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "inquiry::ReplyState")]
pub enum ReplyState {
    InReview,
    Returned,
    Approved,
    Delivered,
}

/// 时限, in working days
#[derive(SimpleObject)]
pub(super) struct InquiryClock {
    accept_due: Option<Date>,
    first_answer_due: Option<Date>,
    final_due: Option<Date>,
    /// False where a date lies beyond the work calendar and is provisional
    calendar_known: bool,
    /// Until the next step is due; negative when late; none when nothing is awaited
    working_days_left: Option<i32>,
    overdue: bool,
}

/// 留言
pub(crate) struct Inquiry(pub(crate) inquiry::Inquiry);

#[Object]
impl Inquiry {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn query_code(&self) -> &str {
        &self.0.query_code
    }
    async fn kind(&self) -> InquiryKind {
        self.0.kind.into()
    }
    /// web or wechat
    async fn origin(&self) -> &str {
        self.0.origin.as_str()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn body(&self) -> &str {
        &self.0.body
    }
    async fn state(&self) -> InquiryState {
        self.0.state.into()
    }
    async fn version(&self) -> i32 {
        self.0.version
    }
    /// The department that has it in hand
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department_id {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn received_at(&self) -> OffsetDateTime {
        self.0.received_at
    }
    async fn clock(&self, ctx: &Context<'_>) -> ApiResult<InquiryClock> {
        let left = match self.0.due() {
            Some(due) => {
                let loader = ctx.data_unchecked::<DataLoader<DaysLeft>>();
                loader.load_one(DaysUntil(due)).await.map_err(|error| loaded(&error))?
            }
            None => None,
        };
        let today = request::of(ctx)?.today();
        Ok(InquiryClock {
            accept_due: self.0.accept_due,
            first_answer_due: self.0.first_answer_due,
            final_due: self.0.final_due,
            calendar_known: self.0.calendar_known,
            working_days_left: left,
            overdue: self.0.overdue(today),
        })
    }
    /// Oldest first
    async fn replies(&self, ctx: &Context<'_>) -> ApiResult<Vec<Reply>> {
        Ok(answers(ctx, self.0.id).await?.into_iter().map(Reply).collect())
    }
    /// Oldest first
    async fn events(&self, ctx: &Context<'_>) -> ApiResult<Vec<InquiryEvent>> {
        let loader = ctx.data_unchecked::<DataLoader<Histories>>();
        let events = loader.load_one(HistoryOf(self.0.id.0)).await.map_err(|error| loaded(&error))?;
        Ok(events.unwrap_or_default().into_iter().map(InquiryEvent).collect())
    }
    /// What a list may show of the citizen, such as `李* 138****5678`
    async fn contact_masked(&self) -> &str {
        &self.0.contact_masked
    }
    async fn decline_reason(&self) -> Option<&str> {
        self.0.decline_reason.as_deref()
    }
    async fn decline_body_named(&self) -> Option<&str> {
        self.0.decline_body_named.as_deref()
    }
    /// What the caller may do now: accept, assign, return, reply, decline, close, reveal
    async fn actions(&self, ctx: &Context<'_>) -> ApiResult<Vec<&'static str>> {
        let actions = self.0.actions(request::of(ctx)?.actor()?);
        let held = answers(ctx, self.0.id).await?.iter().any(|reply| reply.state == inquiry::ReplyState::InReview);
        let moves = |action: &&str| matches!(*action, "assign" | "return" | "reply");
        Ok(actions.into_iter().filter(|action| !(held && moves(action))).collect())
    }
}

async fn answers(ctx: &Context<'_>, id: interaction::InquiryId) -> ApiResult<Vec<inquiry::Reply>> {
    let loader = ctx.data_unchecked::<DataLoader<Answers>>();
    Ok(loader.load_one(AnswersTo(id.0)).await.map_err(|error| loaded(&error))?.unwrap_or_default())
}

/// 答复
pub(super) struct Reply(inquiry::Reply);

#[Object]
impl Reply {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn author(&self, ctx: &Context<'_>) -> ApiResult<Person> {
        person(ctx, self.0.author_id.0).await
    }
    async fn reviewer(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.reviewer_id {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn body(&self) -> &str {
        &self.0.body
    }
    async fn state(&self) -> ReplyState {
        self.0.state.into()
    }
    async fn return_reason(&self) -> Option<&str> {
        self.0.return_reason.as_deref()
    }
    async fn written_at(&self) -> OffsetDateTime {
        self.0.written_at
    }
    async fn reviewed_at(&self) -> Option<OffsetDateTime> {
        self.0.reviewed_at
    }
    /// none, queued, sent, window_closed, failed or unconfirmed
    async fn wechat_state(&self) -> &str {
        self.0.wechat_state.as_str()
    }
    /// True when the caller may approve or return it now
    async fn may_review(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.may_review(request::of(ctx)?.actor()?))
    }
}

/// One step of an inquiry's history
pub(super) struct InquiryEvent(inquiry::Event);

#[Object]
impl InquiryEvent {
    async fn at(&self) -> OffsetDateTime {
        self.0.at
    }
    /// received, supplemented, accepted, assigned, returned, reply_written, reply_returned, answered, delivered, declined or closed
    async fn kind(&self) -> &str {
        &self.0.kind
    }
    /// None for the citizen and the platform
    async fn person(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.person {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn note(&self) -> &str {
        &self.0.note
    }
}
