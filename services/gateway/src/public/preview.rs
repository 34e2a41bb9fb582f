//! A piece shown to the holder of a preview link, and what someone outside says of its facts. Mutations, so that nothing between
//! keeps an answer or an address.

use async_graphql::{Context, Enum, Object, SimpleObject};
use content::fact_check::{self, AnswerError, Asked};
use content::preview_link::{self, PreviewToken};
use content::render;
use platform::Caller;
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::http::preview_cookie;
use crate::limiter::Kind;
use crate::request::{self, Request};

/// Where a piece is shown
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum PreviewChannel {
    Website,
    App,
    Wechat,
}

/// The piece as one channel would show it
#[derive(SimpleObject)]
struct PreviewLook {
    channel: PreviewChannel,
    title: String,
    summary: String,
    html: String,
}

impl From<content::article::Preview> for PreviewLook {
    fn from(look: content::article::Preview) -> Self {
        let channel = match look.channel {
            // What leaves by a connector has no look of its own here.
            render::Channel::Website | render::Channel::Connector => PreviewChannel::Website,
            render::Channel::App => PreviewChannel::App,
            render::Channel::Wechat => PreviewChannel::Wechat,
        };
        let render::Rendition { title, summary, html, .. } = look.rendition;
        Self { channel, title, summary, html }
    }
}

/// What an outside fact check asks of who holds the link
#[derive(SimpleObject)]
struct AskedFactCheck {
    asked_of: String,
    question: String,
    /// asked, confirmed, changes
    state: String,
    answer: String,
}

impl From<Asked> for AskedFactCheck {
    fn from(asked: Asked) -> Self {
        let state = asked.state.as_str().to_owned();
        Self { asked_of: asked.asked_of, question: asked.question, state, answer: asked.answer }
    }
}

/// A piece that is not released, shown by a link
#[derive(SimpleObject)]
struct PreviewedPiece {
    title: String,
    department_name: String,
    /// None: the piece as it stands
    revision: Option<i32>,
    /// 更正说明: what it puts right in public; none unless it corrects a released piece
    correction: Option<String>,
    expires_at: OffsetDateTime,
    looks: Vec<PreviewLook>,
    /// What is asked; none where the link only shows
    fact_check: Option<AskedFactCheck>,
}

fn holder(county: i32, token: PreviewToken) -> Caller {
    Caller::public(request::county(county)).with_token(token.name())
}

#[derive(Default)]
pub(super) struct PreviewMutation;

#[Object]
impl PreviewMutation {
    /// Null unless the token is of a link of this county that still opens. Counts the look
    async fn open_preview(&self, ctx: &Context<'_>, county: i32, token: String) -> ApiResult<Option<PreviewedPiece>> {
        let request: &Request = request::of(ctx)?;
        request.limit(Kind::LookUp).await?;
        let Some(token) = PreviewToken::parse(&token) else { return Ok(None) };
        let services = request.services();
        let mut tx = services.database.begin(&holder(county, token)).await?;
        let Some(looked) = preview_link::look(&mut tx).await? else { return Ok(None) };
        let asked = fact_check::asked(&mut tx).await?;
        tx.commit().await?;
        // Its pictures are asked for by their own addresses, and this goes along with them.
        ctx.append_http_header("set-cookie", preview_cookie(&token, services.config.server.secure_cookies));
        Ok(Some(PreviewedPiece {
            title: looked.title,
            department_name: looked.department,
            revision: looked.revision,
            correction: looked.correction,
            expires_at: looked.expires_at,
            looks: looked.looks.into_iter().map(PreviewLook::from).collect(),
            fact_check: asked.map(AskedFactCheck::from),
        }))
    }

    /// Says whether the facts are right, once; whoever wants changes names them. Null unless the token is of a link that asks
    async fn answer_fact_check(
        &self,
        ctx: &Context<'_>,
        county: i32,
        token: String,
        confirms: bool,
        text: String,
    ) -> ApiResult<Option<AskedFactCheck>> {
        let request = request::of(ctx)?;
        request.limit(Kind::LookUp).await?;
        let Some(token) = PreviewToken::parse(&token) else { return Ok(None) };
        let mut tx = request.services().database.begin(&holder(county, token)).await?;
        let said = if confirms { fact_check::Answer::Confirms } else { fact_check::Answer::AsksForChanges };
        match fact_check::answer(&mut tx, said, &text).await {
            Ok(asked) => {
                tx.commit().await?;
                Ok(Some(asked.into()))
            }
            Err(AnswerError::NotFound) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
