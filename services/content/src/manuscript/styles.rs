//! What the named styles of a document say of a paragraph. Word writes their names in English, WPS and localised copies in Chinese;
//! ids are arbitrary.

use std::collections::HashMap;

use super::Unreadable;
use super::package::Package;
use super::tree::Element;

/// How far a style is followed to what it is based on.
const DEEPEST: usize = 12;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The title of the document.
    Title,
    /// A heading, the highest being 1.
    Heading(u8),
    Quote,
    Caption,
    Contents,
}

/// Every paragraph style by its id.
#[derive(Debug, Default)]
pub(super) struct Styles(HashMap<String, Style>);

#[derive(Debug)]
struct Style {
    role: Option<Role>,
    list: Option<(String, usize)>,
    bold: bool,
    based_on: Option<String>,
}

impl Styles {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Unreadable> {
        let Some(part) = package.part("word/styles.xml")? else { return Ok(Self::default()) };
        let styles = part.children.iter().filter(|element| element.name == "style");
        Ok(Self(styles.filter_map(|style| Some((style.attribute("styleId")?.to_owned(), Style::of(style)))).collect()))
    }

    /// What a style makes of a paragraph: itself, or what it is based on.
    pub(super) fn role(&self, id: &str) -> Option<Role> {
        // A document without styles often names them in the ids themselves.
        self.chain(id).find_map(|style| style.role).or_else(|| if self.0.contains_key(id) { None } else { named(id) })
    }

    /// The list a style puts a paragraph in, and the level in it.
    pub(super) fn list(&self, id: &str) -> Option<(String, usize)> {
        self.chain(id).find_map(|style| style.list.clone())
    }

    /// Whether a style of characters is bold.
    pub(super) fn is_bold(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.bold)
    }

    fn chain(&self, id: &str) -> impl Iterator<Item = &Style> {
        let next = |style: &&Style| style.based_on.as_ref().and_then(|id| self.0.get(id));
        std::iter::successors(self.0.get(id), next).take(DEEPEST)
    }
}

impl Style {
    fn of(style: &Element) -> Self {
        let outline = style.value(&["pPr", "outlineLvl"]).and_then(outlined);
        let list = style.value(&["pPr", "numPr", "numId"]).map(|id| (id.to_owned(), level(style)));
        Self {
            role: style.value(&["name"]).and_then(named).or(outline),
            list,
            bold: style.attribute("type") == Some("character") && style.child("rPr").is_some_and(|run| run.is_on("b")),
            based_on: style.value(&["basedOn"]).map(str::to_owned),
        }
    }
}

/// The level of a list that a paragraph, or a style, is at.
pub(super) fn level(of: &Element) -> usize {
    of.value(&["pPr", "numPr", "ilvl"]).and_then(|level| level.parse().ok()).unwrap_or(0)
}

/// The role of an outline level; 9 is running text.
pub(super) fn outlined(level: &str) -> Option<Role> {
    level.parse::<u8>().ok().filter(|level| *level < 9).map(|level| Role::Heading(level + 1))
}

/// The role that a style's name tells, in English or in Chinese.
fn named(name: &str) -> Option<Role> {
    let plain: String = name.to_lowercase().chars().filter(|c| !c.is_whitespace() && *c != '-' && *c != '_').collect();
    let number = |text: &str| text.parse::<u8>().ok().filter(|number| (1..=9).contains(number));
    match plain.as_str() {
        "title" | "标题" | "文档标题" | "大标题" => return Some(Role::Title),
        "quote" | "intensequote" | "引用" | "明显引用" | "blocktext" | "文本块" => return Some(Role::Quote),
        "caption" | "题注" | "图题" => return Some(Role::Caption),
        _ => {}
    }
    if let Some(level) = ["heading", "标题"].iter().find_map(|word| plain.strip_prefix(word)).and_then(number) {
        return Some(Role::Heading(level));
    }
    let contents =
        ["toc", "目录"].iter().any(|word| plain.strip_prefix(word).is_some_and(|rest| number(rest).is_some()));
    (contents || plain == "tocheading").then_some(Role::Contents)
}

#[cfg(test)]
mod tests {
    use super::{Role, named, outlined};

    #[test]
    fn names_are_known_in_both_languages() {
        for name in ["heading 1", "Heading 1", "标题 1", "标题1", "heading1"] {
            assert_eq!(named(name), Some(Role::Heading(1)), "{name}");
        }
        assert_eq!((named("标题"), named("Title")), (Some(Role::Title), Some(Role::Title)));
        assert_eq!((named("引用"), named("Intense Quote")), (Some(Role::Quote), Some(Role::Quote)));
        assert_eq!(
            (named("toc 2"), named("目录 1"), named("题注")),
            (Some(Role::Contents), Some(Role::Contents), Some(Role::Caption))
        );
        for other in ["Normal", "正文", "标题栏", "heading x", "List Paragraph"] {
            assert_eq!(named(other), None, "{other}");
        }
        assert_eq!((outlined("0"), outlined("9")), (Some(Role::Heading(1)), None));
    }
}
