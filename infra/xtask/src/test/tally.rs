//! Counting tests by what their runners say.

use crate::progress::step;
use crate::test::some_failed;
use crate::{Failure, Result};

/// How many tests ran, over all suites.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    passed: usize,
    failed: usize,
    broken: Vec<String>,
}

impl Tally {
    /// Runs one suite to its end. Only Ctrl-C ends the whole run; a failure is counted and the rest still runs.
    pub(crate) fn suite(&mut self, words: &str, run: impl FnOnce(&mut dyn FnMut(&str)) -> Result<bool>) -> Result {
        let (mut passed, mut failed) = (0, 0);
        let result = step(words, || {
            let content = run(&mut |line| {
                if let Some((more_passed, more_failed)) = counts(line) {
                    passed += more_passed;
                    failed += more_failed;
                }
            })?;
            if content { Ok(()) } else { Err(Failure::said(words)) }
        });
        self.passed += passed;
        self.failed += failed;
        match result {
            Err(Failure::Interrupted) => Err(Failure::Interrupted),
            Err(Failure::Said(reason)) => {
                // A runner that failed without counting a failure still is one.
                self.failed += usize::from(failed == 0);
                self.broken.push(reason);
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Counts a check that is not a test: it shows in the total only when it fails.
    pub(crate) fn step(&mut self, words: &str, failed: bool) {
        if failed {
            self.failed += 1;
            self.broken.push(words.to_owned());
        }
    }

    /// Prints the closing line; fails when anything failed, or when nothing ran.
    pub(crate) fn close(&self) -> Result {
        for words in &self.broken {
            println!("✗ {words}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if 0 < self.failed {
            return Err(some_failed(self.failed));
        }
        if self.passed == 0 { Err(Failure::said("没有运行任何测试 no test ran")) } else { Ok(()) }
    }
}

/// Reads (passed, failed) from a closing line of cargo test, node's runner, vitest, pytest, or the plain
/// `N passed, N failed`.
fn counts(line: &str) -> Option<(usize, usize)> {
    let line = line.trim().trim_start_matches('=').trim();
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some((before(rest, "passed")?, before(rest, "failed")?));
    }
    let node = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "));
    if let Some(rest) = node {
        let (word, number) = rest.split_once(' ')?;
        let number = number.parse().ok()?;
        return match word {
            "pass" => Some((number, 0)),
            "fail" => Some((0, number)),
            _ => None,
        };
    }
    let summary = line.strip_prefix("Tests ").map(str::trim).unwrap_or(line);
    if !summary.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    match (before(summary, "passed"), before(summary, "failed")) {
        (None, None) => None,
        (passed, failed) => Some((passed.unwrap_or(0), failed.unwrap_or(0))),
    }
}

/// The number that stands before `word`, as in `12 passed`.
fn before(text: &str, word: &str) -> Option<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| match pair {
        [number, found] if found.trim_end_matches([',', ';', '.']) == word => number.parse().ok(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn every_runner_is_understood() {
        assert_eq!(counts("test result: ok. 7 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out"), Some((7, 1)));
        assert_eq!(counts("# pass 12"), Some((12, 0)));
        assert_eq!(counts("ℹ fail 2"), Some((0, 2)));
        assert_eq!(counts("      Tests  1 failed | 11 passed (12)"), Some((11, 1)));
        assert_eq!(counts("===== 3 passed, 1 failed in 0.12s ====="), Some((3, 1)));
        assert_eq!(counts("5 passed, 0 failed"), Some((5, 0)));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "running 7 tests", "Test Files  3 passed (3)", "# tests 12", "2 files changed"] {
            assert_eq!(counts(line), None, "{line}");
        }
    }
}
