//! A part of a document as a tree, without its namespaces. What cannot be held in bounded memory is not read.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;

/// The most elements of one part: a long report has a tenth of them.
const MOST_ELEMENTS: usize = 400_000;
/// The deepest nesting.
const DEEPEST: usize = 200;

/// An element by its local name.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    /// The characters directly inside it.
    pub(super) text: String,
}

impl Element {
    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The element at the end of these names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The attribute of this local name.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(held, _)| held == name).map(|(_, value)| value.as_str())
    }

    /// The `val` of the element at the end of these names: how these documents write most properties.
    pub(super) fn value(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.attribute("val")
    }

    /// Whether a property is set: there, and not said to be off.
    pub(super) fn is_on(&self, name: &str) -> bool {
        self.child(name).is_some_and(|set| !matches!(set.attribute("val"), Some("0" | "false" | "off" | "none")))
    }

    /// The first element of this name anywhere below.
    pub(super) fn below(&self, name: &str) -> Option<&Self> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.below(name) })
    }

    fn of(tag: &BytesStart<'_>) -> Self {
        let attribute = |held: quick_xml::events::attributes::Attribute<'_>| {
            let value = quick_xml::escape::unescape(&held.value).map_or_else(|_| held.value.to_string(), Into::into);
            (held.key.local_name().as_ref().to_owned(), value)
        };
        let attributes = tag.attributes().with_checks(false).filter_map(Result::ok).map(attribute).collect();
        Self { name: tag.local_name().as_ref().to_owned(), attributes, ..Self::default() }
    }
}

/// Reads a part.
pub(super) fn read(xml: &[u8]) -> Result<Element, Unreadable> {
    let mut reader = Reader::from_reader(xml);
    let (mut open, mut count) = (vec![Element::default()], 0_usize);
    loop {
        match reader.read_event().map_err(|_| Unreadable::Broken)? {
            Event::Start(tag) => {
                count += 1;
                if MOST_ELEMENTS < count || DEEPEST < open.len() {
                    return Err(Unreadable::TooLarge);
                }
                open.push(Element::of(&tag));
            }
            Event::Empty(tag) => {
                count += 1;
                if MOST_ELEMENTS < count {
                    return Err(Unreadable::TooLarge);
                }
                last(&mut open)?.children.push(Element::of(&tag));
            }
            Event::End(_) => {
                let done = open.pop().ok_or(Unreadable::Broken)?;
                last(&mut open)?.children.push(done);
            }
            Event::Text(text) => last(&mut open)?.text.push_str(&text),
            Event::CData(text) => last(&mut open)?.text.push_str(&text),
            Event::GeneralRef(named) => {
                // Only the five that XML knows and numbers: a document names no entities of its own here.
                let name: &str = &named;
                let known = quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                last(&mut open)?.text.push_str(&known.unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.as_mut_slice() {
        [root] => root.children.pop().ok_or(Unreadable::Broken),
        _ => Err(Unreadable::Broken),
    }
}

fn last(open: &mut [Element]) -> Result<&mut Element, Unreadable> {
    open.last_mut().ok_or(Unreadable::Broken)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::manuscript::Unreadable;

    #[test]
    fn a_part_reads_as_its_elements() {
        let tree =
            read(b"<w:p xmlns:w='w'><w:pPr><w:pStyle w:val='2'/><w:b w:val='0'/></w:pPr><w:t>a&amp;b</w:t></w:p>")
                .unwrap();
        assert_eq!((tree.name.as_str(), tree.value(&["pPr", "pStyle"])), ("p", Some("2")));
        assert!(!tree.child("pPr").unwrap().is_on("b") && tree.child("pPr").unwrap().is_on("pStyle"));
        assert_eq!(tree.below("t").unwrap().text, "a&b");
    }

    #[test]
    fn what_nests_without_end_or_names_entities_is_refused_or_empty() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert_eq!(read(deep.as_bytes()).unwrap_err(), Unreadable::TooLarge);
        assert_eq!(read(b"<a><b>").unwrap_err(), Unreadable::Broken);
        let lol = "<!DOCTYPE a [<!ENTITY x 'xxxxxxxxxx'><!ENTITY y '&x;&x;'>]><a>&y;</a>";
        assert_eq!(read(lol.as_bytes()).unwrap().text, "");
    }
}
