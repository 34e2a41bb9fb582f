//! 稿源白名单: whose pieces may be reprinted, and since when (C14).

mod add;
mod edit;
mod end;
mod import;
mod read;
mod store;

use time::Date;

pub use add::{AddSourceError, add};
pub use edit::{EditSourceError, edit};
pub use end::{EndSourceError, end};
pub use import::{Change, Import, ImportError, apply, export, preview};
pub use read::{Fault, Field, Listed, Parsed, read};
pub use store::{by_ids, list};

platform::id_type! {
    /// A source (稿源).
    SourceId
}

word_type! {
    /// Whose list names the source.
    SourceList {
        /// 国家
        National = "national",
        /// 省
        Province = "province",
        /// 市
        City = "city",
        /// 县
        Local = "local",
    }
}

impl SourceList {
    /// As a printed list has it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::National => "国家",
            Self::Province => "省",
            Self::City => "市",
            Self::Local => "县",
        }
    }
}

/// A source.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Source {
    pub id: SourceId,
    pub name: String,
    /// The site whose addresses are its own, with those below it; none: any address will do.
    pub domain: Option<String>,
    pub list: SourceList,
    pub starts_on: Date,
    /// The last day it may be named.
    pub ends_on: Option<Date>,
    /// 转载授权: what it allows; a reprint starts from it.
    pub licence: String,
}

impl Source {
    /// True on the days it may be named.
    #[must_use]
    pub fn is_in_force(&self, day: Date) -> bool {
        self.starts_on <= day && self.ends_on.is_none_or(|last| day <= last)
    }

    /// True where an address lies on its site.
    #[must_use]
    pub fn owns(&self, address: &str) -> bool {
        let Some(domain) = &self.domain else { return true };
        let Ok(url) = url::Url::parse(address) else { return false };
        url.host_str().is_some_and(|host| {
            host == domain || host.strip_suffix(domain.as_str()).is_some_and(|front| front.ends_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, SourceId, SourceList};
    use time::macros::date;

    fn source() -> Source {
        Source {
            id: SourceId(uuid::Uuid::nil()),
            name: "新华网".to_owned(),
            domain: Some("news.cn".to_owned()),
            list: SourceList::National,
            starts_on: date!(2026 - 01 - 01),
            ends_on: Some(date!(2026 - 06 - 30)),
            licence: String::new(),
        }
    }

    #[test]
    fn c14_a_source_is_in_force_from_its_first_day_to_its_last() {
        let force = |day| source().is_in_force(day);
        assert!(force(date!(2026 - 01 - 01)) && force(date!(2026 - 06 - 30)));
        assert!(!force(date!(2025 - 12 - 31)) && !force(date!(2026 - 07 - 01)));
    }

    #[test]
    fn c14_only_the_sources_own_site_is_its_address() {
        assert!(source().owns("https://news.cn/a") && source().owns("http://www.news.cn/b"));
        for other in ["https://fakenews.cn/a", "https://news.cn.example.com/a", "https://example.com/?news.cn", "x"] {
            assert!(!source().owns(other), "{other}");
        }
    }
}
