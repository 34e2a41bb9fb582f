//! The audit trail, for the auditor.

use async_graphql::connection::{Connection, Edge};
use async_graphql::{Context, ID, Json, Object, SimpleObject};
use platform::audit::{self, Trail};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id};
use crate::request;

/// One act, as the chain holds it
#[derive(SimpleObject)]
pub(super) struct AuditEvent {
    seq: i64,
    at: OffsetDateTime,
    actor_name: String,
    path: String,
    action: String,
    subject_kind: String,
    subject_id: Option<ID>,
    detail: Json<serde_json::Value>,
}

impl From<Trail> for AuditEvent {
    fn from(row: Trail) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            actor_name: row.actor_name,
            path: row.path,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id.map(ID::from),
            detail: Json(serde_json::from_str(&row.detail).unwrap_or_default()),
        }
    }
}

#[derive(Default)]
pub(super) struct AuditQuery;

#[Object]
impl AuditQuery {
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn audit_trail(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        subject_id: Option<ID>,
    ) -> ApiResult<Connection<String, AuditEvent>> {
        let paging = Paging::read(first, None)?;
        let before = after
            .as_deref()
            .map(|text| {
                text.parse::<i64>().map_err(|_| ApiError::field("after", "CURSOR", "翻页位置无效，请重新打开列表"))
            })
            .transpose()?;
        let subject = subject_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::AuditRead, Scope::County)?;
        let rows = audit::list(&mut tx, subject, before, i64::from(paging.first) + 1).await?;
        let page = platform::page::Page::cut(rows, paging.first);
        let mut connection = Connection::new(before.is_some(), page.more);
        connection.edges.extend(page.rows.into_iter().map(|row| Edge::new(row.seq.to_string(), AuditEvent::from(row))));
        Ok(connection)
    }
}
