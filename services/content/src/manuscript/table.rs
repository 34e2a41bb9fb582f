//! A table of a document: rows of one length, merged cells taken apart.

use super::Unreadable;
use super::body::Body;
use super::inline::Piece;
use super::left_out::LeftOutKind;
use super::tree::Element;
use crate::Block;
use crate::block::{Span, Table};

/// A cell that spans this many others at most.
const MOST_SPAN: usize = 100;

impl Body<'_, '_> {
    /// Adds a table. One of a single cell is a frame around text, and reads as the text.
    pub(super) fn table(&mut self, table: &Element) -> Result<(), Unreadable> {
        let lines: Vec<&Element> = named(table, "tr");
        if let [line] = lines.as_slice()
            && let [cell] = named(line, "tc").as_slice()
        {
            return cell.children.iter().try_for_each(|child| self.block(child));
        }
        let (mut rows, mut pictures, mut merged) = (Vec::new(), Vec::new(), false);
        for line in &lines {
            let mut row = Vec::new();
            for cell in named(line, "tc") {
                let spans = cell.value(&["tcPr", "gridSpan"]).and_then(|span| span.parse().ok()).unwrap_or(1_usize);
                let continued = cell.at(&["tcPr", "vMerge"]).is_some_and(|of| of.attribute("val") != Some("restart"));
                merged |= 1 < spans || continued;
                row.push(if continued { Vec::new() } else { self.cell(cell, &mut pictures)? });
                row.extend(std::iter::repeat_n(Vec::new(), spans.clamp(1, MOST_SPAN) - 1));
            }
            rows.push(row);
        }
        self.close_list();
        self.add_table(rows, merged);
        pictures.into_iter().for_each(|picture| self.picture(picture));
        Ok(())
    }

    fn add_table(&mut self, mut rows: Vec<Vec<Vec<Span>>>, merged: bool) {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
        if rows.iter().flatten().all(Vec::is_empty) {
            return;
        }
        if self.limits.table_columns < width || self.limits.table_rows < rows.len() {
            self.tally.add(LeftOutKind::Table);
            return;
        }
        if merged {
            self.tally.add(LeftOutKind::MergedCells);
        }
        // What is submitted needs a head; the first row is nearly always meant as one.
        self.words(Block::Table(Table { caption: None, header_row: true, header_column: false, rows }));
    }

    /// The words of a cell in one run, its paragraphs apart by a space; pictures come after the table.
    fn cell(&mut self, cell: &Element, pictures: &mut Vec<super::Picture>) -> Result<Vec<Span>, Unreadable> {
        let mut spans: Vec<Span> = Vec::new();
        for child in &cell.children {
            match child.name.as_str() {
                "tbl" => self.tally.add(LeftOutKind::Table),
                "p" => {
                    let space = !spans.is_empty();
                    let mut begun = false;
                    for piece in self.pieces(child)? {
                        match piece {
                            Piece::Text(mut span) => {
                                if space && !begun {
                                    span.text.insert(0, ' ');
                                }
                                begun = true;
                                spans.push(span);
                            }
                            Piece::Break => spans.push(Span { text: " ".to_owned(), ..Span::default() }),
                            Piece::Picture(picture) => pictures.push(picture),
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(super::body::trimmed(spans))
    }
}

fn named<'e>(of: &'e Element, name: &str) -> Vec<&'e Element> {
    of.children.iter().filter(|child| child.name == name).collect()
}
