//! 供稿台: what is offered to outlets, as their people read and take it.

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use platform::page::Cursor;
use publishing::wire;
use serde_json::Value;
use time::OffsetDateTime;

use super::files::Download;
use crate::api_error::ApiResult;
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// How a piece stands on the wire
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::wire::Standing")]
pub enum OfferStanding {
    Usable,
    Corrected,
    Killed,
}

/// What is taken away: the document, or its words alone
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::wire::Form")]
pub enum OfferForm {
    Ninjs,
    Text,
}

/// A piece as it is offered to one outlet
struct Offer(wire::Offer);

#[Object]
impl Offer {
    async fn outlet_id(&self) -> ID {
        self.0.outlet.0.into()
    }
    async fn outlet_name(&self) -> &str {
        &self.0.outlet_name
    }
    async fn article_id(&self) -> ID {
        self.0.article.0.into()
    }
    async fn title(&self) -> &str {
        &self.0.title
    }
    async fn summary(&self) -> &str {
        &self.0.summary
    }
    async fn department_name(&self) -> &str {
        &self.0.department_name
    }
    async fn topics(&self) -> &[String] {
        &self.0.topics
    }
    /// BCP 47
    async fn language(&self) -> &str {
        &self.0.language
    }
    async fn standing(&self) -> OfferStanding {
        self.0.standing.into()
    }
    async fn offered_at(&self) -> OffsetDateTime {
        self.0.offered_at
    }
    async fn changed_at(&self) -> OffsetDateTime {
        self.0.changed_at
    }
    /// When someone of the outlet last took it
    async fn taken_at(&self) -> Option<OffsetDateTime> {
        self.0.taken_at
    }
    /// Pages of the outlet that carry it
    async fn pickups(&self) -> i64 {
        self.0.pickups
    }
}

/// A file of an offered piece
#[derive(SimpleObject)]
struct OfferedFile {
    /// picture, audio, video or text
    kind: String,
    title: String,
    href: String,
    mime: String,
    bytes: i64,
}

/// An offered piece, whole
struct OfferedPiece {
    offer: wire::Offer,
    document: Value,
}

impl OfferedPiece {
    fn at(&self, pointer: &str) -> &str {
        self.document.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
    }
}

#[Object]
impl OfferedPiece {
    async fn offer(&self) -> Offer {
        Offer(self.offer.clone())
    }
    /// Of a correction or a withdrawal: what editors are told
    async fn note(&self) -> &str {
        self.at("/edNote")
    }
    /// The words as they are taken; nothing where the piece was withdrawn
    async fn text(&self) -> Option<String> {
        (self.offer.standing != wire::Standing::Killed).then(|| wire::plain(&self.document))
    }
    /// Where the public reads it
    async fn page(&self) -> &str {
        self.at("/altIds/0/value")
    }
    /// What must stand beside it
    async fn copyright(&self) -> &str {
        self.at("/copyrightNotice")
    }
    async fn files(&self) -> Vec<OfferedFile> {
        let files = self.document.get("associations").and_then(Value::as_array).into_iter().flatten();
        let of =
            |file: &Value, pointer: &str| file.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        files
            .map(|file| OfferedFile {
                kind: of(file, "/type"),
                title: of(file, "/headlines/0/value"),
                href: of(file, "/renditions/0/href"),
                mime: of(file, "/renditions/0/contentType"),
                bytes: file.pointer("/renditions/0/sizeInBytes").and_then(Value::as_i64).unwrap_or_default(),
            })
            .collect()
    }
}

/// An outlet the caller works for
#[derive(SimpleObject)]
struct OwnOutlet {
    id: ID,
    name: String,
}

/// What of the wire to list; what is absent does not narrow
#[derive(InputObject, Default)]
struct WireFilter {
    outlet_id: Option<ID>,
    /// Words that stand in title, summary or the department's name
    search: Option<String>,
    topic: Option<String>,
    standing: Option<OfferStanding>,
    /// BCP 47
    language: Option<String>,
    /// Only what nobody of the outlet took
    untaken: Option<bool>,
}

#[derive(Default)]
pub(super) struct WireQuery;

#[Object]
impl WireQuery {
    /// What is offered to the outlets the caller works for, the latest change first; to every outlet, for who reads outlets
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn wire(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        filter: Option<WireFilter>,
    ) -> ApiResult<Connection<String, Offer>> {
        let (paging, filter) = (Paging::read(first, after.as_deref())?, filter.unwrap_or_default());
        let words = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let filter = wire::Filter {
            outlet: filter.outlet_id.as_ref().map(parse_id).transpose()?,
            article: None,
            search: words(filter.search),
            topic: words(filter.topic),
            standing: filter.standing.map(Into::into),
            language: words(filter.language),
            untaken: filter.untaken.unwrap_or_default(),
        };
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = wire::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.changed_at, id: row.delivery.0 }, Offer))
    }

    async fn offer(&self, ctx: &Context<'_>, outlet_id: ID, article_id: ID) -> ApiResult<Option<OfferedPiece>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let found = wire::find(&mut tx, &actor, parse_id(&outlet_id)?, parse_id(&article_id)?).await?;
        Ok(found.map(|(offer, document)| OfferedPiece { offer, document }))
    }

    #[graphql(complexity = "5 * child_complexity")]
    async fn own_outlets(&self, ctx: &Context<'_>) -> ApiResult<Vec<OwnOutlet>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let rows = wire::own_outlets(&mut tx, &actor).await?;
        Ok(rows.into_iter().map(|row| OwnOutlet { id: row.id.0.into(), name: row.name }).collect())
    }
}

#[derive(Default)]
pub(super) struct WireMutation;

#[Object]
impl WireMutation {
    /// Takes a piece for an outlet the caller works for; that they did is kept
    async fn take_offer(
        &self,
        ctx: &Context<'_>,
        outlet_id: ID,
        article_id: ID,
        form: OfferForm,
    ) -> ApiResult<Download> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let (outlet, article) = (parse_id(&outlet_id)?, parse_id(&article_id)?);
        let taken = wire::take(&mut tx, &actor, outlet, article, form.into()).await?;
        tx.commit().await?;
        let name: String = taken.offer.title.chars().filter(|letter| letter.is_alphanumeric()).take(40).collect();
        Ok(match form {
            OfferForm::Ninjs => Download::json(format!("{name}.json"), taken.document.to_string().as_bytes()),
            OfferForm::Text => Download::text(format!("{name}.txt"), wire::plain(&taken.document).as_bytes()),
        })
    }
}
