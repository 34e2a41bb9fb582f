//! Reads a message of the platform: a small XML. A DOCTYPE, an entity of its own or a deep nest is refused.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// Elements and their texts, in order; a nested one by its path, such as `PublishEventInfo/publish_id`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message(Vec<(String, String)>);

/// The body is no message.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("read the message: {0}")]
pub struct MessageError(pub(super) &'static str);

const MOST_ELEMENTS: usize = 200;
const DEEPEST: usize = 6;

impl Message {
    /// Reads it.
    pub(super) fn read(text: &str) -> Result<Self, MessageError> {
        let mut reader = Reader::from_str(text);
        let mut reading = Reading::default();
        loop {
            match reader.read_event().map_err(|_| MessageError("not well formed"))? {
                Event::Start(tag) => reading.open(tag.name().as_ref())?,
                Event::Empty(tag) => {
                    reading.open(tag.name().as_ref())?;
                    reading.close();
                }
                Event::End(_) => reading.close(),
                Event::Text(text) => reading.text(&text.xml10_content()),
                Event::CData(text) => reading.text(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    let character = entity.resolve_char_ref().map_err(|_| MessageError("a bad reference"))?;
                    match (character, resolve_predefined_entity(&entity)) {
                        (Some(character), _) => reading.text(character.encode_utf8(&mut [0; 4])),
                        (None, Some(text)) => reading.text(text),
                        (None, None) => return Err(MessageError("an entity of its own")),
                    }
                }
                Event::DocType(_) => return Err(MessageError("a DOCTYPE")),
                Event::PI(_) => return Err(MessageError("a processing instruction")),
                Event::Comment(_) | Event::Decl(_) => {}
                Event::Eof => break,
            }
        }
        reading.end()
    }

    /// The first text of an element.
    pub(super) fn get(&self, path: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == path).map(|(_, text)| text.as_str())
    }

    /// Every text of a repeated element, in its order.
    pub(super) fn all<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(name, text)| name == path && !text.is_empty()).map(|(_, text)| text.as_str())
    }
}

#[derive(Default)]
struct Reading {
    path: Vec<String>,
    texts: Vec<String>,
    found: Vec<(String, String)>,
}

impl Reading {
    fn open(&mut self, name: &str) -> Result<(), MessageError> {
        if self.path.is_empty() && (name != "xml" || !self.found.is_empty()) {
            return Err(MessageError("not one xml element"));
        }
        if DEEPEST <= self.path.len() || MOST_ELEMENTS <= self.found.len() {
            return Err(MessageError("too deep or too many elements"));
        }
        self.path.push(name.to_owned());
        self.texts.push(String::new());
        Ok(())
    }

    fn close(&mut self) {
        let path = self.path.get(1..).unwrap_or_default().join("/");
        self.path.pop();
        self.found.push((path, self.texts.pop().unwrap_or_default()));
    }

    fn text(&mut self, text: &str) {
        if let Some(last) = self.texts.last_mut() {
            last.push_str(text);
        }
    }

    fn end(self) -> Result<Message, MessageError> {
        if self.found.is_empty() || !self.path.is_empty() {
            return Err(MessageError("not one xml element"));
        }
        Ok(Message(self.found))
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, MessageError};

    #[test]
    fn a_text_message_is_read_with_and_without_cdata() {
        let text = "<xml><MsgType><![CDATA[text]]></MsgType><Content>路灯&amp;井盖&#x574f;了</Content></xml>";
        let message = Message::read(text).unwrap();
        assert_eq!(message.get("MsgType"), Some("text"));
        assert_eq!(message.get("Content"), Some("路灯&井盖坏了"));
    }

    #[test]
    fn nested_elements_go_by_their_path() {
        let message = Message::read("<xml><A><b>1</b><b>2</b></A></xml>").unwrap();
        assert_eq!(message.get("A/b"), Some("1"));
        assert_eq!(message.all("A/b").collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn a_doctype_and_entities_of_its_own_are_refused() {
        let bomb = "<!DOCTYPE xml [<!ENTITY a \"aaaa\">]><xml><Content>&a;</Content></xml>";
        assert_eq!(Message::read(bomb), Err(MessageError("a DOCTYPE")));
        assert_eq!(Message::read("<xml><C>&a;</C></xml>"), Err(MessageError("an entity of its own")));
    }

    #[test]
    fn what_is_no_single_xml_element_is_refused() {
        for text in ["", "hello", "<xml>", "<xml></xml><xml></xml>", "<a/>", "<xml><a></xml>"] {
            assert!(Message::read(text).is_err(), "{text}");
        }
        assert!(Message::read(&format!("<xml>{}{}</xml>", "<a>".repeat(9), "</a>".repeat(9))).is_err());
    }
}
