//! Relay pages over keyset pages, and ids as clients write them.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{ID, OutputType};
use platform::page::{Cursor, MAX_PAGE, Page};

use crate::api_error::{ApiError, ApiResult};

/// A page as asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    pub(crate) first: i32,
    pub(crate) after: Option<Cursor>,
}

impl Paging {
    /// Reads `first` (20 unless given; 1 to 100) and `after`.
    pub(crate) fn read(first: Option<i32>, after: Option<&str>) -> ApiResult<Self> {
        let first = first.unwrap_or(20);
        if !(1..=MAX_PAGE).contains(&first) {
            return Err(ApiError::field("first", "PAGE_SIZE", format!("每页 1 至 {MAX_PAGE} 条")));
        }
        let after = after
            .map(|text| {
                Cursor::decode(text).ok_or_else(|| ApiError::field("after", "CURSOR", "翻页位置无效，请重新打开列表"))
            })
            .transpose()?;
        Ok(Self { first, after })
    }
}

/// What a page costs: its nodes' cost for each of its rows. A size out of bounds costs as the nearest within, and is then refused
/// by its field's name.
pub(crate) fn cost(first: Option<i32>, node: usize) -> usize {
    let rows = first.unwrap_or(20).clamp(1, MAX_PAGE);
    usize::try_from(rows).unwrap_or(1).saturating_mul(node)
}

/// A Relay connection of a page: `at` names each row's place, `node` makes its type.
pub(crate) fn relay<Row, Node: OutputType>(
    page: Page<Row>,
    paging: Paging,
    at: impl Fn(&Row) -> Cursor,
    node: impl Fn(Row) -> Node,
) -> Connection<String, Node, EmptyFields, EmptyFields> {
    let mut connection = Connection::new(paging.after.is_some(), page.more);
    connection.edges.extend(page.rows.into_iter().map(|row| {
        let cursor = at(&row).encode();
        Edge::new(cursor, node(row))
    }));
    connection
}

/// An id as a client wrote it; one that cannot be an id names nothing.
pub(crate) fn parse_id<T: From<uuid::Uuid>>(id: &ID) -> ApiResult<T> {
    id.parse::<uuid::Uuid>().map(T::from).map_err(|_| ApiError::not_found())
}
