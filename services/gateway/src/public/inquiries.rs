//! Write to the county, and look up what became of it.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use interaction::inquiry::{self, Letter, Progress, QueryCode, State};
use platform::{Caller, CountyId, Path};
use time::{Date, OffsetDateTime};

use crate::api_error::ApiResult;
use crate::limiter::Kind;
use crate::request::{self, Request};

/// 留言类别
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "inquiry::Kind")]
pub enum InquiryKind {
    Consultation,
    Complaint,
    Suggestion,
}

/// A letter. Name and telephone are for the answer alone: kept encrypted, and shown to nobody without a recorded reason
#[derive(InputObject)]
pub(super) struct InquiryInput {
    kind: InquiryKind,
    title: String,
    body: String,
    name: Option<String>,
    phone: Option<String>,
}

/// What the citizen is given in return
#[derive(SimpleObject)]
pub(super) struct Receipt {
    /// Ten digits that open the query page; shown once
    query_code: String,
    received_at: OffsetDateTime,
    accept_due: Option<Date>,
    first_answer_due: Option<Date>,
    /// False where a date lies beyond the work calendar and is provisional
    calendar_known: bool,
}

/// What the holder of a query code sees
#[derive(SimpleObject)]
pub(super) struct InquiryProgress {
    query_code: String,
    kind: InquiryKind,
    title: String,
    body: String,
    state: String,
    received_at: OffsetDateTime,
    accepted_at: Option<OffsetDateTime>,
    answered_at: Option<OffsetDateTime>,
    closed_at: Option<OffsetDateTime>,
    department_name: Option<String>,
    first_answer_due: Option<Date>,
    final_due: Option<Date>,
    calendar_known: bool,
    decline_reason: Option<String>,
    decline_body_named: Option<String>,
    /// What passed review, oldest first
    replies: Vec<PublicReply>,
}

/// An answer
#[derive(SimpleObject)]
pub(super) struct PublicReply {
    body: String,
    department_name: String,
    at: OffsetDateTime,
}

#[derive(Default)]
pub(super) struct InquiriesQuery;

#[Object]
impl InquiriesQuery {
    /// Null unless the code is an inquiry's of this county. Never kept: the answer is its citizen's alone
    #[graphql(cache_control(no_cache))]
    async fn inquiry_by_code(
        &self,
        ctx: &Context<'_>,
        county: i32,
        query_code: String,
    ) -> ApiResult<Option<InquiryProgress>> {
        let request = request::of(ctx)?;
        request.limit(Kind::LookUp).await?;
        let Some(code) = QueryCode::parse(&query_code) else { return Ok(None) };
        look_up(request, request::county(county), &code).await
    }
}

async fn look_up(request: &Request, county: CountyId, code: &QueryCode) -> ApiResult<Option<InquiryProgress>> {
    let caller = Caller::public(county).with_query_code(code.as_str());
    let mut tx = request.read_as(&caller).await?;
    let Some(progress) = inquiry::by_code(&mut tx, code).await? else { return Ok(None) };
    let departments = tenancy::region::departments(&mut tx).await?;
    drop(tx);
    if progress.inquiry.state == State::Answered && !progress.replies.is_empty() {
        let mut tx = request.services().database.begin(&Caller::system(county, "查询页", Path::Public)).await?;
        inquiry::note_read(&mut tx, progress.inquiry.id).await?;
        tx.commit().await?;
    }
    Ok(Some(shown(progress, &departments)))
}

fn shown(progress: Progress, departments: &[tenancy::region::Department]) -> InquiryProgress {
    let name =
        |id: platform::DepartmentId| departments.iter().find(|known| known.id == id).map(|known| known.name.clone());
    let replies = progress.replies.into_iter().map(|reply| PublicReply {
        department_name: name(reply.department).unwrap_or_default(),
        body: reply.body,
        at: reply.at,
    });
    let inquiry = progress.inquiry;
    InquiryProgress {
        replies: replies.collect(),
        department_name: inquiry.department_id.and_then(name),
        query_code: inquiry.query_code,
        kind: inquiry.kind.into(),
        title: inquiry.title,
        body: inquiry.body,
        state: inquiry.state.as_str().to_owned(),
        received_at: inquiry.received_at,
        accepted_at: inquiry.accepted_at,
        answered_at: inquiry.answered_at,
        closed_at: inquiry.closed_at,
        first_answer_due: inquiry.first_answer_due,
        final_due: inquiry.final_due,
        calendar_known: inquiry.calendar_known,
        decline_reason: inquiry.decline_reason,
        decline_body_named: inquiry.decline_body_named,
    }
}

#[derive(Default)]
pub(super) struct InquiriesMutation;

#[Object]
impl InquiriesMutation {
    async fn submit_inquiry(&self, ctx: &Context<'_>, county: i32, input: InquiryInput) -> ApiResult<Receipt> {
        let request = request::of(ctx)?;
        request.limit(Kind::Submit).await?;
        let services = request.services();
        let code = QueryCode::draw(&services.vault).map_err(inquiry::ActError::from)?;
        let caller = Caller::public(request::county(county)).with_query_code(code.as_str());
        let letter = Letter {
            kind: input.kind.into(),
            title: input.title,
            body: input.body,
            name: input.name,
            phone: input.phone,
        };
        let mut tx = services.database.begin(&caller).await?;
        let receipt = inquiry::from_web(&mut tx, &services.vault, code, letter).await?;
        tx.commit().await?;
        Ok(Receipt {
            query_code: receipt.query_code.as_str().to_owned(),
            received_at: receipt.received_at,
            accept_due: Some(receipt.dues.accept),
            first_answer_due: Some(receipt.dues.first_answer),
            calendar_known: receipt.dues.known,
        })
    }
}
