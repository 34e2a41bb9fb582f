//! `/public/graphql`.

use async_graphql::{Data, EmptyMutation, EmptySubscription, Object, Schema};

use crate::graphql::Limits;
use crate::request::Request;

/// The roots of every area.
#[derive(Default)]
pub struct Query;

#[Object]
impl Query {
    /// The version of the platform
    async fn version(&self) -> &'static str {
        env!("CARGO_PKG_VERSION")
    }
}

/// The schema.
pub type PublicSchema = Schema<Query, EmptyMutation, EmptySubscription>;

/// Builds it; open schemas answer introspection.
#[must_use]
pub fn schema(open: bool) -> PublicSchema {
    let builder = Schema::build(Query, EmptyMutation, EmptySubscription)
        .limit_depth(crate::graphql::DEPTH)
        .limit_complexity(crate::graphql::COMPLEXITY)
        .limit_directives(5)
        .disable_suggestions()
        .extension(Limits);
    if open { builder.finish() } else { builder.disable_introspection().finish() }
}

/// A request's data: itself and its loaders.
pub(crate) fn data(request: Request) -> Data {
    let mut data = Data::default();
    data.insert(request);
    data
}
