//! `/oversight/graphql`: the province's schema, over the counties that granted it a look.

mod board;
mod me;
mod pieces;
mod relays;
mod tokens;
mod types;

use async_graphql::{Data, MergedObject, MergedSubscription, Schema};

use crate::request::Request;

/// The roots of every part.
#[derive(MergedObject, Default)]
pub struct Query(me::MeQuery, board::BoardQuery, pieces::PiecesQuery, relays::RelaysQuery, tokens::TokensQuery);

/// The acts of every part.
#[derive(MergedObject, Default)]
pub struct Mutation(me::SignInMutation, relays::RelaysMutation, tokens::TokensMutation);

/// What rings.
#[derive(MergedSubscription, Default)]
pub struct Subscription(board::BoardSubscription);

/// The schema.
pub type OversightSchema = Schema<Query, Mutation, Subscription>;

/// Builds it; open schemas answer introspection.
#[must_use]
pub fn schema(open: bool) -> OversightSchema {
    let builder = Schema::build(Query::default(), Mutation::default(), Subscription::default())
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
