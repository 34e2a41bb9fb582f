//! A submission as the department fills it in.

use async_graphql::{ID, InputObject, Json};
use content::submission::{NewSubmission, Text};

use crate::api_error::{ApiError, ApiResult};
use crate::console::article::ArticleKind;
use crate::graphql::parse_id;

/// What to hand in: an article of the department, or a title with a text, files, or both
#[derive(InputObject)]
pub(super) struct SubmissionInput {
    /// An article of the department, as it stands now; title, blocks and kind are then its own
    article_id: Option<ID>,
    title: String,
    blocks: Json<serde_json::Value>,
    kind: ArticleKind,
    /// For the desk
    note: String,
    attachment_ids: Vec<ID>,
    /// The assignment it answers
    assignment_id: Option<ID>,
}

impl TryFrom<SubmissionInput> for NewSubmission {
    type Error = ApiError;
    fn try_from(input: SubmissionInput) -> ApiResult<Self> {
        let text = match &input.article_id {
            Some(id) => Text::Article(parse_id(id)?),
            None => Text::Written { title: input.title, blocks: input.blocks.0, kind: input.kind.into() },
        };
        Ok(Self {
            text,
            note: input.note,
            attachments: input.attachment_ids.iter().map(parse_id).collect::<ApiResult<_>>()?,
            assignment: input.assignment_id.as_ref().map(parse_id).transpose()?,
        })
    }
}
