//! 三审三校表 and 保密审批表 as files to keep.

use async_graphql::{Context, Enum, ID, Object};
use content::Digest;
use platform::Code;
use review::print::{self, Composed, Form, VerificationCode};

use crate::api_error::{ApiError, ApiResult};
use crate::console::files::Download;
use crate::graphql::parse_id;
use crate::request::{self, Request};

/// A printed form of an approved review
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(name = "ReviewForm", remote = "Form")]
pub enum ReviewForm {
    /// 三审三校表
    Review,
    /// 保密审批表
    Secrecy,
}

#[derive(Default)]
pub(in crate::console) struct PrintMutation;

#[Object]
impl PrintMutation {
    /// A form of an approved case as PDF, with a code and a digest under which anyone can verify it; recorded. While nothing new was said,
    /// it is the same file each time
    async fn print_review(&self, ctx: &Context<'_>, case_id: ID, form: ReviewForm) -> ApiResult<Download> {
        let request = request::of(ctx)?;
        request.require_csrf()?;
        let case = parse_id(&case_id)?;
        let (mut tx, actor) = request.read().await?;
        let composed = print::compose(&mut tx, &actor, case, form.into()).await?;
        // Nothing is held while the form is set.
        drop(tx);
        let (code, pdf) = set(request, &composed).await?;
        let (mut tx, actor) = request.write().await?;
        print::issue(&mut tx, &actor, &composed, code, Digest::of(&pdf)).await?;
        tx.commit().await?;
        Ok(Download::pdf(file_name(&composed), &pdf))
    }
}

/// The file under the code that stands, or under a new one where that would not be the file that was issued.
async fn set(request: &Request, composed: &Composed) -> ApiResult<(VerificationCode, Vec<u8>)> {
    if let Some(standing) = &composed.standing {
        let pdf = set_under(request, composed, standing.code).await?;
        if Digest::of(&pdf) == standing.sha256 {
            return Ok((standing.code, pdf));
        }
    }
    let code = VerificationCode::draw(&request.services().vault).map_err(|error| {
        tracing::error!(%error, "draw a verification code");
        ApiError::new(Code::Internal, "PRINT_FAILED", "表单没有生成，请稍后再试")
    })?;
    Ok((code, set_under(request, composed, code).await?))
}

async fn set_under(request: &Request, composed: &Composed, code: VerificationCode) -> ApiResult<Vec<u8>> {
    let services = request.services();
    let county = request.actor()?.caller().county().0;
    let sheet = composed.under(code, &services.config.server.public_url, county);
    services.typesetting.set(composed.form(), sheet).await
}

/// Form and title, without what no file system takes.
fn file_name(composed: &Composed) -> String {
    let title: String = composed
        .title()
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
        .take(40)
        .collect();
    format!("{}-{title}.pdf", composed.form().title())
}
