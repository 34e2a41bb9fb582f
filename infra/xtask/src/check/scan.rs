//! Counting lines of files and of Rust functions, without a parser: strings, characters and comments are skipped, and
//! braces are matched.

/// What one file measures.
#[derive(Debug)]
pub(crate) struct Measured {
    /// Lines outside the tests at its end.
    pub(crate) lines: usize,
    pub(crate) functions: Vec<Function>,
}

/// One function.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) lines: usize,
    /// Whether it stands in the tests of its file.
    pub(crate) test: bool,
}

/// Measures a file; functions are only looked for in Rust.
pub(crate) fn measure(text: &str, rust: bool) -> Measured {
    let all = text.lines().count();
    if !rust {
        return Measured { lines: all, functions: Vec::new() };
    }
    let tests_from = text.lines().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(all);
    let mut functions = functions(&bare(text));
    for function in &mut functions {
        function.test = tests_from < function.line;
    }
    Measured { lines: tests_from, functions }
}

/// The text with the inside of strings, characters and comments blanked; lines stay where they are.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = skip(rest);
        if skipped == 0 {
            bare.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        } else {
            let (gone, after) = rest.split_at_checked(skipped).unwrap_or((rest, ""));
            bare.push(' ');
            bare.extend(gone.chars().filter(|character| *character == '\n'));
            rest = after;
        }
    }
    bare
}

/// How many bytes of comment, string or character stand at the beginning.
fn skip(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        return text.find("*/").map_or(text.len(), |end| end + 2);
    }
    if let Some(raw) = text.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw.get(hashes..).is_some_and(|after| after.starts_with('"')) {
            let close = format!("\"{}", "#".repeat(hashes));
            let body = raw.get(hashes + 1..).unwrap_or_default();
            return body.find(&close).map_or(text.len(), |end| 1 + hashes + 1 + end + close.len());
        }
    }
    match text.as_bytes() {
        [b'"', ..] => quoted(text, b'"').unwrap_or(text.len()),
        // A lifetime is a quote without a second one right after the character.
        [b'\'', b'\\', ..] => quoted(text, b'\'').unwrap_or(1),
        [b'\'', ..] => {
            let mut characters = text.char_indices().skip(2);
            characters.next().filter(|(_, character)| *character == '\'').map_or(0, |(at, _)| at + 1)
        }
        _ => 0,
    }
}

/// The length of a quoted piece with its quotes.
fn quoted(text: &str, quote: u8) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Every function with a body: from the line of its `fn` to the line of its closing brace.
fn functions(bare: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (number, line) in bare.lines().enumerate() {
        let Some(name) = declared(line) else { continue };
        if let Some(lines) = extent(bare.lines().skip(number)) {
            found.push(Function { name: name.to_owned(), line: number + 1, lines, test: false });
        }
    }
    found
}

fn declared(line: &str) -> Option<&str> {
    let at = line.find("fn ")?;
    let before = line.get(..at)?;
    let name = line.get(at + 3..)?;
    let words = ["pub", "async", "const", "unsafe", "extern", "default", "crate", "super", "in"];
    let plain = before
        .split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
        .all(|word| words.contains(&word));
    let end = name.find(|character: char| !character.is_alphanumeric() && character != '_')?;
    (plain && 0 < end).then(|| name.get(..end)).flatten()
}

/// How many lines until the braces of a body close; `None` for a declaration without a body.
fn extent<'a>(lines: impl Iterator<Item = &'a str>) -> Option<usize> {
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    for (number, line) in lines.enumerate() {
        for character in line.chars() {
            match character {
                '(' | '[' => brackets += 1,
                ')' | ']' => brackets = brackets.saturating_sub(1),
                ';' if braces == 0 && brackets == 0 => return None,
                '{' => braces += 1,
                '}' => {
                    braces = braces.saturating_sub(1);
                    if braces == 0 {
                        return Some(number + 1);
                    }
                }
                _ => {}
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::measure;

    #[test]
    fn braces_in_strings_and_comments_are_not_counted() {
        let text = "fn one() {\n    let a = \"}\"; // }\n    let b = '}';\n    let c = r#\"}\"#;\n}\n";
        let measured = measure(text, true);
        let lines: Vec<usize> = measured.functions.iter().map(|function| function.lines).collect();
        assert_eq!(lines, [5]);
    }

    #[test]
    fn declarations_have_no_length_and_lifetimes_are_no_strings() {
        let text = "trait T {\n    fn none(&self, a: [u8; 2]);\n    fn some<'a>(a: &'a str) -> &'a str {\n        a\n    }\n}\n";
        let names: Vec<String> = measure(text, true).functions.into_iter().map(|function| function.name).collect();
        assert_eq!(names, ["some"]);
    }

    #[test]
    fn the_tests_at_the_end_are_not_part_of_the_size() {
        let measured = measure("fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n", true);
        assert_eq!(measured.lines, 2);
        let tests: Vec<bool> = measured.functions.iter().map(|function| function.test).collect();
        assert_eq!(tests, [false, true]);
    }
}
