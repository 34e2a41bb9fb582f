//! Tell where an outlet used a piece: by its program, by its people on the wire, or by our own desk with an address it found.

use content::{ArticleId, Digest, article, feed};
use platform::audit::Entry;
use platform::{Clock, DepartmentId, Invalid, Reach, Storage, TenantTx, jobs};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{COMPARE, Pickup, State, Via, changed, store};
use crate::outlet::Access;
use crate::{OutletId, PickupId, outlet, wire};

/// What is told.
#[derive(Clone, Debug)]
pub struct Told {
    /// The outlet.
    pub outlet: OutletId,
    /// The piece.
    pub article: ArticleId,
    /// The page that carries it.
    pub url: String,
    /// When it was used; today where it is not said.
    pub used_on: Option<Date>,
}

/// Whether the page was told before.
#[derive(Debug)]
pub enum Place {
    /// It is new.
    Fresh(Pickup),
    /// It was, and is counted once.
    Known(Pickup),
}

impl Place {
    /// Either.
    #[must_use]
    pub fn into_pickup(self) -> Pickup {
        match self {
            Self::Fresh(pickup) | Self::Known(pickup) => pickup,
        }
    }
}

/// Why nothing is kept.
#[derive(Debug, thiserror::Error)]
pub enum TellError {
    /// No such outlet or piece, or it was not offered there.
    #[error("no such outlet or piece")]
    NotFound,
    /// Not the caller's to tell.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A field breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// The wire could not be read.
    #[error(transparent)]
    Wire(#[from] wire::WireError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TellError { Refused, Invalid, Wire, Storage; NotFound => NotFound, "NO_PIECE_AT_OUTLET", "没有这家媒体，或没有这篇稿件" });

/// A person tells: of an outlet they work for what it used, of any outlet what our desk found.
///
/// # Errors
/// See [`TellError`].
pub async fn tell(tx: &mut TenantTx, actor: &Actor, told: &Told) -> Result<Place, TellError> {
    if actor.may(Action::PickupManage, Scope::County) {
        let piece = article::by_ids(tx, &[told.article]).await?.pop();
        let piece = piece.filter(|piece| piece.released_at.is_some()).ok_or(TellError::NotFound)?;
        outlet::find(tx, told.outlet).await?.ok_or(TellError::NotFound)?;
        return keep(tx, told, Via::Desk, (piece.department, piece.title)).await;
    }
    if actor.caller().reach() != Reach::Outlet {
        return Err(Refused(Action::PickupManage).into());
    }
    let works_there = wire::own_outlets(tx, actor).await?.iter().any(|own| own.id == told.outlet);
    let offered = store::offered(tx, told.outlet, told.article).await?.filter(|_| works_there);
    keep(tx, told, Via::Editor, offered.ok_or(TellError::NotFound)?).await
}

/// An outlet's program tells of its own outlet.
///
/// # Errors
/// See [`TellError`].
pub async fn tell_by_program(
    tx: &mut TenantTx,
    access: &Access,
    article: ArticleId,
    url: &str,
    used_on: Option<Date>,
) -> Result<Place, TellError> {
    let told = Told { outlet: access.outlet, article, url: url.to_owned(), used_on };
    let offered = store::offered(tx, told.outlet, told.article).await?;
    keep(tx, &told, Via::Api, offered.ok_or(TellError::NotFound)?).await
}

async fn keep(
    tx: &mut TenantTx,
    told: &Told,
    via: Via,
    (department, title): (DepartmentId, String),
) -> Result<Place, TellError> {
    let (now, today) = (tx.now(), Clock::day_of(tx.now()));
    let (url, digest, used_on) = checked(told, today)?;
    let pickup = Pickup {
        id: PickupId(tx.new_id()),
        outlet: told.outlet,
        article: told.article,
        department,
        title,
        url,
        via,
        told_by: tx.caller().person(),
        told_at: now,
        used_on,
        state: State::Comparing,
        likeness: None,
        compared_at: None,
        trouble: None,
        vouched_by: None,
        vouched_for: None,
        counted: via != Via::Desk,
    };
    if !store::insert(tx, &pickup, &digest.0).await? {
        let known = store::known(tx, told.outlet, told.article, &digest.0).await?;
        return known.map(Place::Known).ok_or(TellError::NotFound);
    }
    jobs::enqueue(tx, COMPARE, &pickup.id.to_string(), now, json!({})).await?;
    tx.audit(
        Entry::new("pickup.tell", "pickup", pickup.id.0)
            .of(department)
            .with("article", pickup.article)
            .with("outlet", pickup.outlet)
            .with("url", &pickup.url)
            .with("via", via.as_str()),
    );
    tx.announce(changed(pickup.id));
    Ok(Place::Fresh(pickup))
}

/// An address of a page, and a day that was.
fn checked(told: &Told, today: Date) -> Result<(String, Digest, Date), Invalid> {
    let mut invalid = Invalid::default();
    let url = told.url.trim().to_owned();
    let digest = feed::page_digest(&url).filter(|_| url.len() <= 2000);
    invalid.check(digest.is_some(), "url", "NOT_A_URL", "请填写文章页面的网址（http 或 https）");
    let used_on = told.used_on.unwrap_or(today);
    invalid.check(used_on <= today, "usedOn", "FUTURE", "采用日期不能晚于今天");
    invalid.check(2000 < used_on.year(), "usedOn", "OUT_OF_RANGE", "请核对采用日期");
    invalid.into_result()?;
    Ok((url, digest.unwrap_or(Digest([0; 32])), used_on))
}
