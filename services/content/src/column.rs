//! 栏目: where the county's site places a piece.

mod create;
mod edit;
mod store;

pub use create::{ColumnError, create};
pub use edit::{EditColumnError, edit};
pub use store::{by_ids, list};

platform::id_type! {
    /// A column (栏目).
    ColumnId
}

/// A column.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Column {
    pub id: ColumnId,
    /// Its place in addresses.
    pub slug: String,
    pub name: String,
    pub name_en: String,
    pub position: i32,
    pub active: bool,
}

fn check(column: &Column, faults: &mut platform::Invalid) {
    let slug = !column.slug.is_empty()
        && column.slug.len() <= 40
        && column.slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    faults.check(slug, "slug", "MALFORMED", "网址名用小写字母、数字和连字符，不超过 40 个");
    for (field, name) in [("name", &column.name), ("nameEn", &column.name_en)] {
        faults.check(!name.is_empty(), field, "REQUIRED", "名称不能为空");
        faults.check(name.chars().count() <= 40, field, "TOO_LONG", "名称不超过 40 字");
    }
}
