//! The body of a document, block by block.

use super::inline::{Inline, Piece, chosen};
use super::left_out::{LeftOutKind, Tally};
use super::numbering::{Mark, Numbering};
use super::package::Package;
use super::styles::{Role, Styles, level, outlined};
use super::tree::Element;
use super::{Manuscript, Part, Picture, Unreadable};
use crate::Block;
use crate::block::{Heading, List, Paragraph, Quote, Span};
use crate::limits::Limits;

/// The longest centred first line that is taken for the title.
const LONGEST_TITLE: usize = 60;

/// Reads the body of a package.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Manuscript, Unreadable> {
    let (styles, numbering) = (Styles::read(package)?, Numbering::read(package)?);
    let document = package.part("word/document.xml")?.ok_or(Unreadable::Broken)?;
    let content = document.child("body").ok_or(Unreadable::Broken)?;
    let mut body = Body {
        package,
        styles: &styles,
        numbering: &numbering,
        limits,
        tally: Tally::default(),
        title: String::new(),
        parts: Vec::new(),
        list: None,
        centred: false,
    };
    content.children.iter().try_for_each(|child| body.block(child))?;
    body.close_list();
    Ok(body.done())
}

/// What is gathered while a body is read.
pub(super) struct Body<'a, 'p> {
    package: &'a mut Package<'p>,
    styles: &'a Styles,
    numbering: &'a Numbering,
    pub(super) limits: &'a Limits,
    pub(super) tally: Tally,
    title: String,
    parts: Vec<Part>,
    /// A list whose items are still coming, with its id.
    list: Option<(String, List)>,
    /// Whether the first text stands in the middle of its line, as titles do.
    centred: bool,
}

impl Body<'_, '_> {
    pub(super) fn block(&mut self, element: &Element) -> Result<(), Unreadable> {
        match element.name.as_str() {
            "p" => self.paragraph(element),
            "tbl" => self.table(element),
            "sdt"
                if element.below("docPartGallery").and_then(|of| of.attribute("val")) == Some("Table of Contents") =>
            {
                self.tally.add(LeftOutKind::Contents);
                Ok(())
            }
            "sdt" => element.child("sdtContent").map_or(Ok(()), |content| self.children(content)),
            "AlternateContent" => chosen(element).map_or(Ok(()), |content| self.children(content)),
            "ins" | "moveTo" | "customXml" => self.children(element),
            "altChunk" => {
                self.tally.add(LeftOutKind::Object);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn children(&mut self, of: &Element) -> Result<(), Unreadable> {
        of.children.iter().try_for_each(|child| self.block(child))
    }

    pub(super) fn pieces(&mut self, paragraph: &Element) -> Result<Vec<Piece>, Unreadable> {
        Inline::new(self.package, self.styles, &mut self.tally).of(paragraph)
    }

    fn paragraph(&mut self, paragraph: &Element) -> Result<(), Unreadable> {
        let style = paragraph.value(&["pPr", "pStyle"]);
        let outline = || paragraph.value(&["pPr", "outlineLvl"]).and_then(outlined);
        let role = style.and_then(|style| self.styles.role(style)).or_else(outline);
        let list = if role.is_none() { self.listed(paragraph, style) } else { None };
        let centred = paragraph.value(&["pPr", "jc"]) == Some("center");
        let pieces = self.pieces(paragraph)?;
        if role == Some(Role::Contents) {
            if pieces.iter().any(|piece| matches!(piece, Piece::Text(_))) {
                self.tally.add(LeftOutKind::Contents);
            }
            return Ok(());
        }
        if list.is_none() {
            self.close_list();
        }
        let mut spans = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(span) => spans.push(span),
                // A line of its own is a paragraph of its own, but for an item, a heading and a title.
                Piece::Break if list.is_some() || role.is_some() => {
                    spans.push(Span { text: " ".to_owned(), ..Span::default() });
                }
                Piece::Break => self.line(std::mem::take(&mut spans), role, None, centred),
                Piece::Picture(picture) => {
                    self.line(std::mem::take(&mut spans), role, list.clone(), centred);
                    self.close_list();
                    self.picture(picture);
                }
            }
        }
        self.line(spans, role, list, centred);
        Ok(())
    }

    /// The list a paragraph is an item of, and whether it is numbered.
    fn listed(&self, paragraph: &Element, style: Option<&str>) -> Option<(String, bool)> {
        let own = paragraph.value(&["pPr", "numPr", "numId"]).map(|id| (id.to_owned(), level(paragraph)));
        let (id, level) = own.or_else(|| self.styles.list(style?))?;
        match self.numbering.mark(&id, level) {
            Mark::Nothing => None,
            mark => Some((id, mark == Mark::Number)),
        }
    }

    /// Adds one line of text as what it is; an empty one is nothing.
    fn line(&mut self, spans: Vec<Span>, role: Option<Role>, list: Option<(String, bool)>, centred: bool) {
        let spans = trimmed(spans);
        if spans.is_empty() {
            return;
        }
        let text = || spans.iter().map(|span| span.text.as_str()).collect::<String>();
        match (role, list) {
            (Some(Role::Title), _) if self.title.is_empty() => self.title = text(),
            (Some(Role::Title), _) => self.words(Block::Heading(Heading { level: 1, text: text() })),
            // As deep as it is; the levels are settled once all are known.
            (Some(Role::Heading(level)), _) => self.words(Block::Heading(Heading { level, text: text() })),
            (Some(Role::Quote), _) => self.words(Block::Quote(Quote { text: text(), cite: None })),
            (Some(Role::Caption), _) if self.captions(&text()) => {}
            (_, Some((id, ordered))) => self.item(id, ordered, spans),
            _ => {
                if self.parts.is_empty() {
                    self.centred = centred;
                }
                self.words(Block::Paragraph(Paragraph { spans }));
            }
        }
    }

    /// Writes a line under the picture just above it. False where none is.
    fn captions(&mut self, text: &str) -> bool {
        match self.parts.last_mut() {
            Some(Part::Picture(picture)) if picture.caption.is_none() => {
                picture.caption = Some(text.to_owned());
                true
            }
            _ => false,
        }
    }

    fn item(&mut self, id: String, ordered: bool, spans: Vec<Span>) {
        match &mut self.list {
            Some((open, list)) if *open == id && list.ordered == ordered => list.items.push(spans),
            _ => {
                self.close_list();
                self.list = Some((id, List { ordered, items: vec![spans] }));
            }
        }
    }

    pub(super) fn close_list(&mut self) {
        if let Some((_, list)) = self.list.take() {
            self.parts.push(Part::Words(Block::List(list)));
        }
    }

    pub(super) fn words(&mut self, block: Block) {
        self.close_list();
        self.parts.push(Part::Words(block));
    }

    pub(super) fn picture(&mut self, picture: Picture) {
        self.parts.push(Part::Picture(picture));
    }

    /// Finds the title where no style names it, and settles the levels of the headings: the highest is the second.
    fn done(mut self) -> Manuscript {
        if self.title.is_empty()
            && let Some(title) = self.first_line()
        {
            self.title = title;
            self.parts.remove(0);
        }
        let top = headings(&mut self.parts).map(|heading| heading.level).min().unwrap_or(1);
        headings(&mut self.parts).for_each(|heading| heading.level = (heading.level - top).saturating_add(2).min(4));
        Manuscript { title: self.title, parts: self.parts, left_out: self.tally.told() }
    }

    /// The first line where it is a title: the only heading of the highest level, or a short line in the middle.
    fn first_line(&mut self) -> Option<String> {
        let first = match self.parts.first()? {
            Part::Words(Block::Heading(heading)) => heading.clone(),
            Part::Words(Block::Paragraph(paragraph)) if self.centred => {
                let text: String = paragraph.spans.iter().map(|span| span.text.as_str()).collect();
                let short = text.chars().count() <= LONGEST_TITLE && !text.ends_with('。');
                return short.then_some(text);
            }
            _ => return None,
        };
        let others = headings(&mut self.parts).skip(1).all(|other| first.level < other.level);
        others.then_some(first.text)
    }
}

fn headings(parts: &mut [Part]) -> impl Iterator<Item = &mut Heading> {
    parts.iter_mut().filter_map(|part| match part {
        Part::Words(Block::Heading(heading)) => Some(heading),
        _ => None,
    })
}

/// Spans without space at their ends, nor empty ones; what programs put for an indent goes too.
pub(super) fn trimmed(mut spans: Vec<Span>) -> Vec<Span> {
    while let Some(first) = spans.first_mut() {
        first.text = first.text.trim_start().to_owned();
        if !first.text.is_empty() {
            break;
        }
        spans.remove(0);
    }
    while let Some(last) = spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        spans.pop();
    }
    spans.retain(|span| !span.text.is_empty());
    spans
}
