//! Limits on a query's shape, checked before anything of it runs.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextParseQuery};
use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{ErrorExtensionValues, ServerError, ServerResult, Variables};

/// Most aliases in one document.
const ALIASES: usize = 30;
/// Most selections (fields, spreads, inline fragments) in one document, as written.
const SELECTIONS: usize = 600;
/// Longest document, in bytes.
const LENGTH: usize = 20_000;
/// Deepest nesting.
pub(crate) const DEPTH: usize = 14;
/// Most fields after fragments are spread, lists weighed by their page size.
pub(crate) const COMPLEXITY: usize = 6_000;

/// Counts a document's aliases and selections.
#[derive(Debug)]
pub(crate) struct Limits;

impl ExtensionFactory for Limits {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Limits {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        if LENGTH < query.len() {
            return Err(refuse("QUERY_TOO_LONG", format!("查询超过 {LENGTH} 字节")));
        }
        let document = next.run(ctx, query, variables).await?;
        let mut counted = Counted::default();
        for (_, operation) in document.operations.iter() {
            counted.add(&operation.node.selection_set.node, 1);
        }
        for fragment in document.fragments.values() {
            counted.add(&fragment.node.selection_set.node, 1);
        }
        if ALIASES < counted.aliases {
            return Err(refuse("TOO_MANY_ALIASES", format!("别名超过 {ALIASES} 个")));
        }
        if SELECTIONS < counted.selections {
            return Err(refuse("TOO_MANY_SELECTIONS", format!("字段超过 {SELECTIONS} 个")));
        }
        if DEPTH < counted.depth {
            return Err(refuse("TOO_DEEP", format!("嵌套超过 {DEPTH} 层")));
        }
        Ok(document)
    }
}

#[derive(Default)]
struct Counted {
    aliases: usize,
    selections: usize,
    depth: usize,
}

impl Counted {
    fn add(&mut self, set: &SelectionSet, depth: usize) {
        self.depth = self.depth.max(depth);
        for selection in &set.items {
            self.selections += 1;
            match &selection.node {
                Selection::Field(field) => {
                    self.aliases += usize::from(field.node.alias.is_some());
                    if !field.node.selection_set.node.items.is_empty() {
                        self.add(&field.node.selection_set.node, depth + 1);
                    }
                }
                Selection::InlineFragment(fragment) => self.add(&fragment.node.selection_set.node, depth),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}

fn refuse(reason: &'static str, message: String) -> ServerError {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", "INVALID");
    extensions.set("reason", reason);
    ServerError { message, source: None, locations: Vec::new(), path: Vec::new(), extensions: Some(extensions) }
}
