//! The inbox, and what the staff does with an inquiry.

use async_graphql::connection::Connection;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use interaction::inquiry::{self, ActError, Filter};
use platform::page::Cursor;

use super::inquiry::{Inquiry, InquiryState};
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// What to list; an empty filter lists all
#[derive(InputObject)]
pub(super) struct InquiryFilter {
    state: Option<InquiryState>,
    department_id: Option<ID>,
    /// Late (true), or not late (false)
    overdue: Option<bool>,
    /// Words of the title, or a whole query code
    search: Option<String>,
}

impl InquiryFilter {
    fn read(self) -> ApiResult<Filter> {
        Ok(Filter {
            state: self.state.map(Into::into),
            department: self.department_id.as_ref().map(parse_id).transpose()?,
            overdue: self.overdue,
            search: self.search.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()),
        })
    }
}

/// The citizen's own data, revealed
#[derive(SimpleObject)]
pub(super) struct PrivateContact {
    name: Option<String>,
    phone: Option<String>,
    body: String,
}

#[derive(Default)]
pub(super) struct InquiriesQuery;

#[Object]
impl InquiriesQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn inquiries(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<InquiryFilter>,
    ) -> ApiResult<Connection<String, Inquiry>> {
        let paging = Paging::read(first, after.as_deref())?;
        let filter = filter.map(InquiryFilter::read).transpose()?.unwrap_or_default();
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = inquiry::list(&mut tx, &actor, &filter, paging.first, paging.after).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.received_at, id: row.id.0 }, Inquiry))
    }

    async fn inquiry(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Option<Inquiry>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        match inquiry::get(&mut tx, &actor, parse_id(&id)?).await {
            Ok(row) => Ok(Some(Inquiry(row))),
            Err(ActError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

#[derive(Default)]
pub(super) struct InquiriesMutation;

#[Object]
impl InquiriesMutation {
    async fn accept_inquiry(&self, ctx: &Context<'_>, id: ID, version: i32) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::accept(&mut tx, &actor, parse_id(&id)?, version).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn assign_inquiry(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: i32,
        department_id: ID,
        note: String,
    ) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let department = parse_id(&department_id)?;
        let row = inquiry::assign(&mut tx, &actor, parse_id(&id)?, version, department, &note).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn return_inquiry(&self, ctx: &Context<'_>, id: ID, version: i32, reason: String) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::give_back(&mut tx, &actor, parse_id(&id)?, version, &reason).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn decline_inquiry(
        &self,
        ctx: &Context<'_>,
        id: ID,
        version: i32,
        reason: String,
        body_named: String,
    ) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::decline(&mut tx, &actor, parse_id(&id)?, version, &reason, &body_named).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn reply_inquiry(&self, ctx: &Context<'_>, id: ID, version: i32, body: String) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::reply(&mut tx, &actor, parse_id(&id)?, version, &body).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn approve_reply(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::approve_reply(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn return_reply(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::return_reply(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    async fn close_inquiry(&self, ctx: &Context<'_>, id: ID, version: i32) -> ApiResult<Inquiry> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = inquiry::close(&mut tx, &actor, parse_id(&id)?, version).await?;
        tx.commit().await?;
        Ok(Inquiry(row))
    }

    /// Shows the citizen's own data; each time stands on the audit trail with its reason
    async fn reveal_contact(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<PrivateContact> {
        let request = request::of(ctx)?;
        let (mut tx, actor) = request.write().await?;
        let vault = &request.services().vault;
        let private = inquiry::reveal(&mut tx, &actor, vault, parse_id(&id)?, &reason).await?;
        tx.commit().await?;
        Ok(PrivateContact { name: private.name, phone: private.phone, body: private.body })
    }
}
