//! Limits on a query's shape, checked before anything of it runs.

use std::sync::Arc;

use async_graphql::parser::types::{Selection, SelectionSet};
use async_graphql::{Data, ErrorExtensionValues, Executor, Request, Response, ServerError};
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};

/// Most aliases in one document.
const ALIASES: usize = 30;
/// Most selections (fields, spreads, inline fragments) in one document, as written.
const SELECTIONS: usize = 600;
/// Longest document, in bytes.
const LENGTH: usize = 20_000;
/// Deepest nesting.
pub(crate) const DEPTH: usize = 14;
/// Deepest brackets of any kind in each other, as written: fields, lists and objects of arguments.
const NESTING: usize = 60;
/// Most fields after fragments are spread, lists weighed by their page size.
pub(crate) const COMPLEXITY: usize = 6_000;

/// A schema behind the limits: what breaks them never reaches it, over whatever transport. Not an extension of the schema,
/// since where there is one, each field is resolved the long way round.
#[derive(Clone)]
pub(crate) struct Limited<S> {
    schema: S,
    check: Check,
}

/// What a document must pass besides.
type Check = fn(&str) -> Result<(), ServerError>;

impl<S: Executor> Limited<S> {
    /// Limits alone.
    pub(crate) fn new(schema: S) -> Self {
        Self { schema, check: |_| Ok(()) }
    }

    /// Limits, and a check of the document's text.
    pub(crate) fn with(schema: S, check: Check) -> Self {
        Self { schema, check }
    }

    /// Parses the document, once for us and the schema, and measures it.
    fn admit(&self, request: &mut Request) -> Result<(), ServerError> {
        check_text(&request.query)?;
        (self.check)(&request.query)?;
        let document = request.parsed_query()?;
        let mut counted = Counted::default();
        for (_, operation) in document.operations.iter() {
            counted.add(&operation.node.selection_set.node, 1);
        }
        for fragment in document.fragments.values() {
            counted.add(&fragment.node.selection_set.node, 1);
        }
        counted.judge()
    }
}

impl<S: Executor> Executor for Limited<S> {
    async fn execute(&self, mut request: Request) -> Response {
        match self.admit(&mut request) {
            Ok(()) => self.schema.execute(request).await,
            Err(error) => Response::from_errors(vec![error]),
        }
    }

    fn execute_stream(&self, mut request: Request, session: Option<Arc<Data>>) -> BoxStream<'static, Response> {
        match self.admit(&mut request) {
            Ok(()) => self.schema.execute_stream(request, session),
            Err(error) => stream::once(async { Response::from_errors(vec![error]) }).boxed(),
        }
    }
}

#[derive(Default)]
struct Counted {
    aliases: usize,
    selections: usize,
    depth: usize,
}

impl Counted {
    fn judge(&self) -> Result<(), ServerError> {
        if ALIASES < self.aliases {
            return Err(refuse("TOO_MANY_ALIASES", format!("别名超过 {ALIASES} 个")));
        }
        if SELECTIONS < self.selections {
            return Err(refuse("TOO_MANY_SELECTIONS", format!("字段超过 {SELECTIONS} 个")));
        }
        if DEPTH < self.depth {
            return Err(too_deep());
        }
        Ok(())
    }

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

/// Looks at a document as text, before it is parsed: a parser goes as deep as it is written, and a stack has an end.
pub(super) fn check_text(query: &str) -> Result<(), ServerError> {
    if LENGTH < query.len() {
        return Err(refuse("QUERY_TOO_LONG", format!("查询超过 {LENGTH} 字节")));
    }
    if NESTING < nesting(query) { Err(too_deep()) } else { Ok(()) }
}

/// How deep brackets of any kind stand in each other; those in strings and comments do not count.
fn nesting(query: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let mut chars = query.chars();
    while let Some(c) = chars.next() {
        match c {
            '{' | '[' | '(' => {
                open += 1;
                most = most.max(open);
            }
            '}' | ']' | ')' => open = open.saturating_sub(1),
            '#' => {
                chars.find(|c| matches!(c, '\n' | '\r'));
            }
            '"' => skip_string(&mut chars),
            _ => {}
        }
    }
    most
}

/// Goes on behind a string that has begun, a block string too.
fn skip_string(chars: &mut std::str::Chars<'_>) {
    if let Some(rest) = chars.as_str().strip_prefix("\"\"") {
        let end = rest.find("\"\"\"").map_or(rest.len(), |end| end + 3);
        *chars = rest.get(end..).unwrap_or_default().chars();
        return;
    }
    while let Some(c) = chars.next() {
        match c {
            '"' | '\n' => return,
            '\\' => {
                chars.next();
            }
            _ => {}
        }
    }
}

/// The reason of a refusal that the library words by itself; others are the document's own faults.
pub(super) fn reason_of(message: &str) -> &'static str {
    match message {
        "Query is too complex." => "TOO_COMPLEX",
        "Query is nested too deep." => "TOO_DEEP",
        _ if message.starts_with("The recursion depth of the query") => "TOO_DEEP",
        _ => "GRAPHQL",
    }
}

fn too_deep() -> ServerError {
    refuse("TOO_DEEP", format!("嵌套超过 {DEPTH} 层"))
}

/// A document that does not pass.
pub(crate) fn refuse(reason: &'static str, message: String) -> ServerError {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", "INVALID");
    extensions.set("reason", reason);
    ServerError { message, source: None, locations: Vec::new(), path: Vec::new(), extensions: Some(extensions) }
}

#[cfg(test)]
mod tests {
    use super::{check_text, nesting};

    #[test]
    fn brackets_are_counted_where_they_nest() {
        assert_eq!(nesting("{ a(list: [{ b: 1 }]) { c } d { e } }"), 4);
        assert_eq!(nesting("{ a(text: \"{{{[[[\") # {{{{\n { b } }"), 2);
        assert_eq!(nesting("{ a(text: \"\"\" \" {{{ \"\"\", more: \"\\\"{{\") { b } }"), 2);
    }

    #[test]
    fn a_document_deeper_than_any_stack_is_refused_unread() {
        assert!(check_text(&"{a".repeat(9000)).is_err());
        assert!(check_text(&"{a".repeat(50)).is_ok(), "left to the count of fields");
    }
}
