//! What each character of the basic plane folds to, made once.

/// Simplified characters with their traditional forms.
const TRADITIONAL: &str = include_str!("../../lists/traditional.txt");
/// Letters of other alphabets, and the Latin ones they are taken for.
const LOOKS: [(&str, &str); 2] = [("аеорсухкмтвнігѕјԁһԛԝ", "aeopcyxkmtbhirsjdhqw"), ("αεορτυχκικνβ", "aeoptuxkiknb")];
/// Folded away.
const DROPPED: u16 = 0;

/// One entry a character of the basic plane.
pub(super) struct Table(Vec<u16>);

impl Table {
    pub(super) fn build() -> Self {
        let mut entries: Vec<u16> = (0..=u16::MAX).map(entry).collect();
        let mut set = |from: char, to: u16| {
            if let Some(entry) = entries.get_mut(code(from)) {
                *entry = to;
            }
        };
        for line in TRADITIONAL.lines().filter(|line| !line.starts_with('#')) {
            let mut chars = line.chars();
            let Some(simplified) = chars.next().and_then(narrow) else { continue };
            chars.for_each(|traditional| set(traditional, simplified));
        }
        for (foreign, latin) in LOOKS {
            for (from, to) in foreign.chars().zip(latin.chars()) {
                let to = narrow(to).unwrap_or(DROPPED);
                set(from, to);
                from.to_uppercase().for_each(|upper| set(upper, to));
            }
        }
        Self(entries)
    }

    /// What is left of a character.
    pub(super) fn get(&self, c: char) -> Option<char> {
        match self.0.get(code(c)) {
            Some(&DROPPED) => None,
            Some(entry) => char::from_u32(u32::from(*entry)),
            None => beyond(c),
        }
    }
}

fn code(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(usize::MAX)
}

fn narrow(c: char) -> Option<u16> {
    u16::try_from(u32::from(c)).ok()
}

fn entry(code: u16) -> u16 {
    let Some(c) = char::from_u32(u32::from(code)) else { return DROPPED };
    if separates(c) {
        return DROPPED;
    }
    narrow(lower(super::plain(c))).unwrap_or(code)
}

/// Lower case where that is one character no longer than the first.
fn lower(c: char) -> char {
    let mut lowered = c.to_lowercase();
    match (lowered.next(), lowered.next()) {
        (Some(one), None) if one.len_utf8() <= c.len_utf8() => one,
        _ => c,
    }
}

/// Beyond the basic plane: styled letters and digits have their plain ones, pictures separate.
fn beyond(c: char) -> Option<char> {
    const ALPHABET: u32 = 26;
    let letter = |first: u32| char::from_u32(u32::from('a') + (u32::from(c) - first) % ALPHABET);
    match c {
        '\u{1d400}'..='\u{1d6a3}' => letter(0x1d400),
        '\u{1d7ce}'..='\u{1d7ff}' => Some(super::plain(c)),
        '\u{1f130}'..='\u{1f149}' => letter(0x1f130),
        '\u{1f150}'..='\u{1f169}' => letter(0x1f150),
        '\u{1f170}'..='\u{1f189}' => letter(0x1f170),
        _ if separates(c) => None,
        _ => Some(c),
    }
}

/// Whether a character only stands between others. Marks of a sentence do more: they keep words apart.
pub(super) fn separates(c: char) -> bool {
    match super::plain(c) {
        '\n' | '\r' | ',' | ';' | ':' | '?' | '!' | '(' | ')' | '%' | '<' | '>' | '[' | ']' | '"' => false,
        plain if plain.is_ascii() => !plain.is_ascii_alphanumeric(),
        '·' | '•' | '・' | '…' | '‧' | '∙' | '※' | '§' | '¨' | '¯' | '´' | '¸' | '°' => true,
        '\u{80}'..='\u{a0}' | '\u{ad}' | '\u{2b0}'..='\u{36f}' => true,
        '\u{2000}'..='\u{2015}' | '\u{202a}'..='\u{202f}' | '\u{205f}'..='\u{206f}' => true,
        '\u{20d0}'..='\u{20ff}' | '\u{2190}'..='\u{23ff}' | '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{27bf}' => true,
        '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{feff}' => true,
        '\u{1f000}'..='\u{1f12f}' | '\u{1f200}'..='\u{1faff}' | '\u{e0000}'..='\u{e01ef}' => true,
        _ => false,
    }
}
