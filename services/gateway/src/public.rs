//! `/public/graphql`: what anyone may read. Anonymous; in production it answers registered operations alone.

mod feeds;
mod inquiries;
mod operations;
mod pieces;
mod preview;
mod released;
mod site;
mod stories;
mod verify;

pub(crate) mod cache;

use async_graphql::{Data, MergedObject, Schema};

use crate::request::Request;

pub(crate) use feeds::routes as feeds;
pub(crate) use operations::{find as registered, must_be_registered};

/// The roots of every area.
#[derive(MergedObject, Default)]
pub struct Query(
    site::SiteQuery,
    pieces::PiecesQuery,
    stories::StoriesQuery,
    inquiries::InquiriesQuery,
    verify::VerifyQuery,
);

/// What anyone may do.
#[derive(MergedObject, Default)]
pub struct Mutation(inquiries::InquiriesMutation, preview::PreviewMutation);

/// The schema.
pub type PublicSchema = Schema<Query, Mutation, released::Subscription>;

/// Builds it; open schemas answer introspection and operations that are not registered.
#[must_use]
pub fn schema(open: bool) -> PublicSchema {
    let builder = Schema::build(Query::default(), Mutation::default(), released::Subscription)
        .limit_depth(crate::graphql::DEPTH)
        .limit_complexity(crate::graphql::COMPLEXITY)
        .limit_directives(5)
        .disable_suggestions();
    if open { builder.finish() } else { builder.disable_introspection().finish() }
}

/// A request's data: itself and its loaders.
pub(crate) fn data(request: Request) -> Data {
    let mut data = Data::default();
    data.insert(request);
    data
}
