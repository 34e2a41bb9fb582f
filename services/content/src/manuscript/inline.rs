//! What stands inside a paragraph: runs of text in one look, line breaks, pictures, and much that is left behind.

use super::left_out::{LeftOutKind, Tally};
use super::package::Package;
use super::styles::Styles;
use super::tree::Element;
use super::{Picture, Unreadable};
use crate::block::Span;

/// One thing in a paragraph.
#[derive(Debug)]
pub(super) enum Piece {
    Text(Span),
    Break,
    Picture(Picture),
}

/// A field such as `HYPERLINK "https://…"`: its instruction, then what it shows.
#[derive(Default)]
struct Field {
    instruction: String,
    shows: bool,
}

/// Reads one paragraph after another.
pub(super) struct Inline<'a, 'p> {
    pub(super) package: &'a mut Package<'p>,
    pub(super) styles: &'a Styles,
    pub(super) tally: &'a mut Tally,
    pieces: Vec<Piece>,
    fields: Vec<Field>,
    link: Option<String>,
}

impl<'a, 'p> Inline<'a, 'p> {
    pub(super) fn new(package: &'a mut Package<'p>, styles: &'a Styles, tally: &'a mut Tally) -> Self {
        Self { package, styles, tally, pieces: Vec::new(), fields: Vec::new(), link: None }
    }

    /// The pieces of a paragraph.
    pub(super) fn of(mut self, paragraph: &Element) -> Result<Vec<Piece>, Unreadable> {
        self.children(paragraph)?;
        Ok(self.pieces)
    }

    fn children(&mut self, of: &Element) -> Result<(), Unreadable> {
        of.children.iter().try_for_each(|child| self.element(child))
    }

    fn element(&mut self, element: &Element) -> Result<(), Unreadable> {
        match element.name.as_str() {
            "r" => self.run(element),
            "hyperlink" => {
                let address = element.attribute("id").and_then(|id| self.package.address(id)).map(str::to_owned);
                self.linked(address, element)
            }
            "fldSimple" => self.linked(element.attribute("instr").and_then(hyperlink), element),
            "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" | "sdtContent" => self.children(element),
            "sdt" => element.child("sdtContent").map_or(Ok(()), |content| self.children(content)),
            "AlternateContent" => chosen(element).map_or(Ok(()), |content| self.children(content)),
            "del" | "moveFrom" => {
                if element.below("delText").or_else(|| element.below("t")).is_some() {
                    self.tally.add(LeftOutKind::Hidden);
                }
                Ok(())
            }
            "oMath" | "oMathPara" => {
                self.tally.add(LeftOutKind::Formula);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn linked(&mut self, address: Option<String>, element: &Element) -> Result<(), Unreadable> {
        let before = std::mem::replace(&mut self.link, address);
        let read = self.children(element);
        self.link = before;
        read
    }

    fn run(&mut self, run: &Element) -> Result<(), Unreadable> {
        let look = run.child("rPr");
        if look.is_some_and(|look| look.is_on("vanish")) {
            if run.child("t").is_some() {
                self.tally.add(LeftOutKind::Hidden);
            }
            return Ok(());
        }
        let named = run.value(&["rPr", "rStyle"]).is_some_and(|style| self.styles.is_bold(style));
        let bold = named || look.is_some_and(|look| look.is_on("b"));
        let italic = look.is_some_and(|look| look.is_on("i"));
        run.children.iter().try_for_each(|child| self.inside(child, (bold, italic)))
    }

    fn inside(&mut self, child: &Element, look: (bool, bool)) -> Result<(), Unreadable> {
        match child.name.as_str() {
            "t" => self.text(&child.text, look),
            "tab" => self.text(" ", look),
            "noBreakHyphen" => self.text("-", look),
            "cr" => self.pieces.push(Piece::Break),
            "br" if !matches!(child.attribute("type"), Some("page" | "column")) => self.pieces.push(Piece::Break),
            "footnoteReference" | "endnoteReference" => self.tally.add(LeftOutKind::Note),
            "commentReference" => self.tally.add(LeftOutKind::Comment),
            "object" => self.tally.add(LeftOutKind::Object),
            "fldChar" => self.field(child.attribute("fldCharType").unwrap_or_default()),
            "instrText" => {
                self.fields.iter_mut().last().into_iter().for_each(|field| field.instruction.push_str(&child.text));
            }
            "drawing" | "pict" => return self.drawing(child),
            "AlternateContent" => {
                let content = chosen(child).map_or(&[][..], |content| &content.children);
                return content.iter().try_for_each(|child| self.inside(child, look));
            }
            "ruby" => {
                let base = child.child("rubyBase").map_or(&[][..], |base| &base.children);
                return base.iter().try_for_each(|child| self.element(child));
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds text to the run before it where they look alike.
    fn text(&mut self, text: &str, (bold, italic): (bool, bool)) {
        let shown = self.fields.iter().rev().find(|field| field.shows);
        let href = self.link.clone().or_else(|| shown.and_then(|field| hyperlink(&field.instruction)));
        // What no text may hold, jsonb does not hold.
        let text: String = text.chars().filter(|c| *c != '\0').collect();
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) if (last.bold, last.italic, &last.href) == (bold, italic, &href) => {
                last.text.push_str(&text);
            }
            _ => self.pieces.push(Piece::Text(Span { text, bold, italic, href })),
        }
    }

    fn field(&mut self, turn: &str) {
        match turn {
            "begin" => self.fields.push(Field::default()),
            "separate" => self.fields.iter_mut().last().into_iter().for_each(|field| field.shows = true),
            _ => drop(self.fields.pop()),
        }
    }

    fn drawing(&mut self, drawing: &Element) -> Result<(), Unreadable> {
        if drawing.below("txbxContent").is_some() {
            self.tally.add(LeftOutKind::TextBox);
            return Ok(());
        }
        let mut pictures = Vec::new();
        ids(drawing, &mut pictures);
        if pictures.is_empty() {
            self.tally.add(if drawing.below("chart").is_some() { LeftOutKind::Chart } else { LeftOutKind::Drawing });
        }
        let said = drawing.below("docPr").and_then(|named| named.attribute("descr")).filter(|said| is_said(said));
        for id in pictures {
            let alt = said.unwrap_or_default().trim().chars().take(500).collect();
            match self.package.picture(id, alt)? {
                Some(picture) => self.pieces.push(Piece::Picture(picture)),
                None => self.tally.add(LeftOutKind::Picture),
            }
        }
        Ok(())
    }
}

/// What a reader of today is meant to see, or what older programs are shown.
pub(super) fn chosen(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
}

/// The ids of every picture below, of either kind of drawing.
fn ids<'e>(element: &'e Element, found: &mut Vec<&'e str>) {
    for child in &element.children {
        match child.name.as_str() {
            "blip" => found.push(child.attribute("embed").unwrap_or_default()),
            "imagedata" => found.push(child.attribute("id").unwrap_or_default()),
            _ => ids(child, found),
        }
    }
}

/// Whether a description was written by a person, and is not the name of a file or what a program put there.
fn is_said(text: &str) -> bool {
    let plain = text.trim().to_lowercase();
    let file =
        [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".emf", ".wmf"].iter().any(|end| plain.ends_with(end));
    let machine = ["img_", "dsc", "mmexport", "picture ", "图片 ", "wps图片", "截图"]
        .iter()
        .any(|begin| plain.starts_with(begin));
    !plain.is_empty() && !file && !machine
}

/// The web address of a field's instruction.
fn hyperlink(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let address = rest.split('"').nth(1)?;
    crate::block::is_web_link(address).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{hyperlink, is_said};

    #[test]
    fn a_field_leads_to_the_web_or_nowhere() {
        assert_eq!(hyperlink(r#" HYPERLINK "https://example.cn/a" \h "#).as_deref(), Some("https://example.cn/a"));
        for not in [r#"HYPERLINK \l "_Toc1""#, r#"HYPERLINK "file:///c:/x""#, "PAGE", r#"HYPERLINK "javascript:x""#] {
            assert_eq!(hyperlink(not), None, "{not}");
        }
    }

    #[test]
    fn the_name_of_a_file_says_nothing_of_a_picture() {
        assert!(is_said("工作人员在接种点为老人登记"));
        for not in ["", "IMG_2031.JPG", "图片 1", "mmexport1700000000"] {
            assert!(!is_said(not), "{not}");
        }
    }
}
