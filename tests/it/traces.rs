//! One piece is followed through the traces: from its draft in the gateway to the channel it was sent through.

use serde_json::json;
use tests::{App, World, until};

use crate::collector::{Collector, Span};
use crate::county::Fault;
use crate::story::matrix::{Matrix, TOPIC};
use crate::story::reviewing::approve;
use crate::story::writing::{Piece, paragraphs};

const TITLE: &str = "沿路线可循的一件";
const PLAN: &str = "mutation($article: ID!, $accounts: [ID!]!, $at: DateTime!) {
    planRelease(articleId: $article, accountIds: $accounts, scheduledAt: $at) { id } }";

/// Releases a piece by the console, so that the whole way is the platform's own.
pub(crate) async fn release(app: &App, office: &Matrix, article: &str) -> Result<String, Fault> {
    let accounts: Vec<String> = office.accounts.clone();
    let at = platform::Clock::default().now().format(&time::format_description::well_known::Rfc3339)?;
    let variables = json!({ "article": article, "accounts": accounts, "at": at });
    Ok(app.sign_in("publisher").await.gql(PLAN, variables).await.text("/planRelease/id"))
}

#[tokio::test]
async fn a_piece_is_followed_from_its_draft_to_the_channel() -> Result<(), Fault> {
    let collector = Collector::open().await?;
    let world = World::new().await;
    let app = world.serve_with(&collector.variables()).await;
    let office = Matrix::open(&world, &app).await?;
    let article = Piece::submit(&app, "health.editor", TITLE, TOPIC, paragraphs("正文。"), json!({})).await?.id;
    approve(&app, TITLE, &["health.reviewer", "desk.reviewer"]).await?;
    let release = release(&app, &office, &article).await?;

    let about = |spans: &[Span], service: &str, name: &str| -> Vec<Span> {
        let ours = spans.iter().filter(|span| span.service == service && span.name == name);
        ours.filter(|span| span.says("article.id", &article)).cloned().collect()
    };
    let plan = until("the plan's request is traced", async || {
        let spans = about(&collector.spans(), "juzhen-serve", "request");
        spans.into_iter().find(|span| span.says("release.id", &release))
    })
    .await;
    for channel in ["website", "app", "wechat"] {
        until(&format!("the {channel} is in the trace of its plan"), async || {
            let spans = about(&collector.spans(), "juzhen-work", "channel");
            let sent = spans.into_iter().find(|span| span.says("channel.kind", channel))?;
            assert_eq!(sent.trace, plan.trace, "{sent:?}");
            Some(())
        })
        .await;
    }
    let spans = until("the submit to WeChat is in it too", async || {
        let spans = collector.spans();
        let call = spans.iter().find(|span| span.says("wechat.api", "freepublish/submit"))?;
        assert_eq!(call.trace, plan.trace);
        Some(spans)
    })
    .await;
    // The draft, its submission, six gates, two decisions and the plan: each a request of its own, all found by the piece.
    assert!(11 <= about(&spans, "juzhen-serve", "request").len(), "{spans:#?}");
    let jobs = about(&spans, "juzhen-work", "job");
    assert!(jobs.iter().any(|job| job.trace == plan.trace), "{jobs:#?}");
    Ok(())
}
