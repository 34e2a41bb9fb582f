//! The router: which address leads where, for the audience this process serves.

pub(crate) mod client;
mod connectors;
mod cookie;
mod graphql_routes;
mod headers;
mod health;
mod media;
mod oa;
mod outlets;
mod package;
pub(crate) mod session_cache;
mod socket;
mod web;
mod webhook;
mod wechat;

use axum::Router;
use platform::config::Surface;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::public::cache::PublicCache;
use crate::{Services, public};

pub(crate) use cookie::{ended_cookie, preview_cookie, session_cookie};
pub(crate) use package::package_path;

/// Every route of the process.
pub fn router(services: Services) -> Router {
    let surface = services.config.server.surface;
    let serves = |audience: Surface| surface == Surface::All || surface == audience;
    let mut router = Router::new().merge(health::routes());
    if serves(Surface::Console) {
        router = router.merge(graphql_routes::console(&services)).merge(oa::routes()).merge(package::routes());
    }
    if serves(Surface::Public) {
        router = router.merge(graphql_routes::public(&services)).merge(public::feeds());
        router = router.merge(wechat::routes()).merge(outlets::routes());
    }
    if serves(Surface::Oversight) {
        router = router.merge(graphql_routes::oversight(&services));
    }
    if serves(Surface::Console) || serves(Surface::Public) {
        router = router.merge(media::routes()).merge(connectors::routes());
    }
    let cache = serves(Surface::Public).then(|| PublicCache::new(&services.bell));
    let router = router
        .merge(web::routes())
        .layer(axum::extract::DefaultBodyLimit::max(services.config.server.body_limit))
        .layer(CompressionLayer::new().gzip(true).compress_when(worth_compressing()))
        .layer(axum::middleware::from_fn(headers::secure))
        .layer(axum::middleware::from_fn(headers::trace))
        .layer(CatchPanicLayer::new())
        .with_state(services);
    // Outermost: what is kept is answered before anything else is done for it.
    match cache {
        Some(cache) => router.layer(axum::middleware::from_fn_with_state(cache, public::cache::serve)),
        None => router,
    }
}

/// Media are compressed already, and a compressed answer has neither length nor ranges.
fn worth_compressing() -> impl Predicate {
    let media = NotForContentType::const_new("audio/").and(NotForContentType::const_new("video/"));
    DefaultPredicate::new().and(media)
}
