//! 采用回执: where outlets used our pieces, and how often.

use std::collections::HashMap;

use async_graphql::connection::Connection;
use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use platform::TenantTx;
use platform::page::Cursor;
use publishing::{outlet, pickup};
use tenancy::region;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::files::Download;
use super::types::{Department, Person, department, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request;

/// Who told of a pickup: a program of the outlet, someone of it, or our own desk
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::pickup::Via")]
pub enum PickupVia {
    Api,
    Editor,
    Desk,
}

/// What the page says
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::pickup::State")]
pub enum PickupState {
    Comparing,
    Matched,
    Differs,
    Unreachable,
}

/// What pickups are counted by
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::pickup::By")]
pub enum PickupsBy {
    Piece,
    Department,
    Outlet,
}

/// A page of an outlet that carries a piece, or is said to
struct Pickup {
    row: pickup::Pickup,
    outlet_name: String,
}

#[Object]
impl Pickup {
    async fn id(&self) -> ID {
        self.row.id.0.into()
    }
    async fn outlet_id(&self) -> ID {
        self.row.outlet.0.into()
    }
    async fn outlet_name(&self) -> &str {
        &self.outlet_name
    }
    async fn article_id(&self) -> ID {
        self.row.article.0.into()
    }
    /// The piece's, when it was told
    async fn title(&self) -> &str {
        &self.row.title
    }
    /// Whose piece it is; null for an outlet's people
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        Ok(department(ctx, self.row.department.0).await.ok())
    }
    async fn url(&self) -> &str {
        &self.row.url
    }
    async fn via(&self) -> PickupVia {
        self.row.via.into()
    }
    async fn told_at(&self) -> OffsetDateTime {
        self.row.told_at
    }
    async fn used_on(&self) -> Date {
        self.row.used_on
    }
    async fn state(&self) -> PickupState {
        self.row.state.into()
    }
    /// How much of the piece stands on the page, of 100
    async fn likeness(&self) -> Option<i32> {
        self.row.likeness
    }
    /// Why the page could not be read
    async fn trouble(&self) -> Option<&str> {
        self.row.trouble.as_deref()
    }
    async fn vouched_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.row.vouched_by {
            Some(id) => Ok(person(ctx, id.0).await.ok()),
            None => Ok(None),
        }
    }
    async fn vouched_for(&self) -> Option<&str> {
        self.row.vouched_for.as_deref()
    }
    async fn counted(&self) -> bool {
        self.row.counted
    }
}

/// A page told of; not fresh where it was told before, which is counted once
#[derive(SimpleObject)]
struct ToldPickup {
    pickup: Pickup,
    fresh: bool,
}

/// How often outlets used a piece, or pieces of a department, or an outlet used pieces
#[derive(SimpleObject)]
struct PickupFigure {
    owner_id: ID,
    name: String,
    /// Pages that carry
    pickups: i64,
    /// Pieces carried
    pieces: i64,
    /// Outlets that carry
    outlets: i64,
}

/// The names of the outlets the caller sees, for pickups to bear.
async fn names(tx: &mut TenantTx) -> ApiResult<HashMap<Uuid, String>> {
    Ok(outlet::list(tx).await?.into_iter().map(|outlet| (outlet.id.0, outlet.name)).collect())
}

fn named(row: pickup::Pickup, names: &HashMap<Uuid, String>) -> Pickup {
    let outlet_name = names.get(&row.outlet.0).cloned().unwrap_or_default();
    Pickup { row, outlet_name }
}

/// The figures with the names of what they are of.
async fn figures(
    ctx: &Context<'_>,
    by: PickupsBy,
    from: Date,
    until: Date,
) -> ApiResult<Vec<(String, pickup::Figure)>> {
    let (mut tx, actor) = request::of(ctx)?.read().await?;
    let rows = pickup::figures(&mut tx, &actor, by.into(), from, until).await?;
    let names = match by {
        PickupsBy::Piece => HashMap::new(),
        PickupsBy::Outlet => names(&mut tx).await?,
        PickupsBy::Department => {
            let departments = region::even_closed(&mut tx).await?;
            departments.into_iter().map(|department| (department.id.0, department.name)).collect()
        }
    };
    let name = |row: &pickup::Figure| row.title.clone().or_else(|| names.get(&row.owner).cloned()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| (name(&row), row)).collect())
}

#[derive(Default)]
pub(super) struct PickupsQuery;

#[Object]
impl PickupsQuery {
    /// The latest told first: an outlet's people see their own outlet's. `open` asks for those that do not count yet
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn pickups(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        outlet_id: Option<ID>,
        article_id: Option<ID>,
        open: Option<bool>,
    ) -> ApiResult<Connection<String, Pickup>> {
        let paging = Paging::read(first, after.as_deref())?;
        let filter = pickup::Filter {
            outlet: outlet_id.as_ref().map(parse_id).transpose()?,
            article: article_id.as_ref().map(parse_id).transpose()?,
            open: open.unwrap_or_default(),
        };
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let page = pickup::list(&mut tx, &actor, &filter, paging.after, paging.first).await?;
        let names = names(&mut tx).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.told_at, id: row.id.0 }, |row| named(row, &names)))
    }

    /// Used from a day to another, both counted; the most used first
    #[graphql(complexity = "100 + child_complexity")]
    async fn pickup_figures(
        &self,
        ctx: &Context<'_>,
        by: PickupsBy,
        from: Date,
        until: Date,
    ) -> ApiResult<Vec<PickupFigure>> {
        let figure = |(name, row): (String, pickup::Figure)| PickupFigure {
            owner_id: row.owner.into(),
            name,
            pickups: row.pickups,
            pieces: row.pieces,
            outlets: row.outlets,
        };
        Ok(figures(ctx, by, from, until).await?.into_iter().map(figure).collect())
    }

    /// The same as a workbook
    #[graphql(complexity = "100 + child_complexity")]
    async fn pickup_figures_file(
        &self,
        ctx: &Context<'_>,
        by: PickupsBy,
        from: Date,
        until: Date,
    ) -> ApiResult<Download> {
        let rows = figures(ctx, by, from, until).await?;
        let lines: Vec<_> = rows.iter().map(|(name, row)| (name.as_str(), row)).collect();
        let bytes = pickup::sheet(by.into(), &lines).map_err(|error| {
            tracing::error!(%error, "write the figures of pickups");
            ApiError::new(platform::Code::Internal, "UNWRITABLE", "表格没有生成，请稍后重试")
        })?;
        Ok(Download::xlsx(format!("采用统计-{from}-{until}.xlsx"), &bytes))
    }
}

#[derive(Default)]
pub(super) struct PickupsMutation;

#[Object]
impl PickupsMutation {
    /// Tells where an outlet used a piece: its people of their own outlet, our desk of any. The page is compared with the text afterwards
    async fn tell_pickup(
        &self,
        ctx: &Context<'_>,
        outlet_id: ID,
        article_id: ID,
        url: String,
        used_on: Option<Date>,
    ) -> ApiResult<ToldPickup> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let told = pickup::Told { outlet: parse_id(&outlet_id)?, article: parse_id(&article_id)?, url, used_on };
        let place = pickup::tell(&mut tx, &actor, &told).await?;
        let names = names(&mut tx).await?;
        tx.commit().await?;
        let fresh = matches!(place, pickup::Place::Fresh(_));
        Ok(ToldPickup { pickup: named(place.into_pickup(), &names), fresh })
    }

    /// Counts it on the caller's word, with the ground for it
    async fn vouch_for_pickup(&self, ctx: &Context<'_>, id: ID, reason: String) -> ApiResult<Pickup> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = pickup::vouch(&mut tx, &actor, parse_id(&id)?, &reason).await?;
        let names = names(&mut tx).await?;
        tx.commit().await?;
        Ok(named(row, &names))
    }

    /// Has the page read and compared again
    async fn compare_pickup(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Pickup> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = pickup::compare_again(&mut tx, &actor, parse_id(&id)?).await?;
        let names = names(&mut tx).await?;
        tx.commit().await?;
        Ok(named(row, &names))
    }
}
