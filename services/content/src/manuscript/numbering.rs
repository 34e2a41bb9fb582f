//! Which lists of a document are numbered, and which only marked.

use std::collections::HashMap;

use super::Unreadable;
use super::package::Package;

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Number,
    /// Nothing: no list to a reader.
    Nothing,
}

/// The marks of every list, by its id and level.
#[derive(Debug, Default)]
pub(super) struct Numbering(HashMap<String, Vec<(usize, Mark)>>);

impl Numbering {
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Unreadable> {
        let Some(part) = package.part("word/numbering.xml")? else { return Ok(Self::default()) };
        let of = |name: &'static str| part.children.iter().filter(move |element| element.name == name);
        let kinds: HashMap<&str, Vec<(usize, Mark)>> = of("abstractNum")
            .filter_map(|kind| {
                let levels = kind.children.iter().filter(|child| child.name == "lvl");
                let marks = levels.filter_map(|level| {
                    Some((level.attribute("ilvl")?.parse().ok()?, mark(level.value(&["numFmt"]).unwrap_or_default())))
                });
                Some((kind.attribute("abstractNumId")?, marks.collect()))
            })
            .collect();
        let list = |num: &super::tree::Element| {
            let kind = kinds.get(num.value(&["abstractNumId"])?)?;
            Some((num.attribute("numId")?.to_owned(), kind.clone()))
        };
        Ok(Self(of("num").filter_map(list).collect()))
    }

    /// The mark of a list at a level. A list that is not described is marked.
    pub(super) fn mark(&self, id: &str, level: usize) -> Mark {
        if id == "0" {
            return Mark::Nothing;
        }
        let marks = self.0.get(id).map_or(&[][..], Vec::as_slice);
        marks.iter().find(|(at, _)| *at == level).map_or(Mark::Bullet, |(_, mark)| *mark)
    }
}

fn mark(format: &str) -> Mark {
    match format {
        "bullet" => Mark::Bullet,
        "none" => Mark::Nothing,
        _ => Mark::Number,
    }
}
