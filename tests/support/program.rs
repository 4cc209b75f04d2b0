//! Runs the program as a person would.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `dateline` with these arguments in a folder, with this on its standard input.
pub(crate) fn dateline(folder: &Path, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let given = stdin.to_vec();
    // A program that does not read its input closes the pipe; that is its right.
    let writer = std::thread::spawn(move || drop(input.write_all(&given)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of its own for a test, removed at its end.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with one good report, `good.txt`.
    pub(crate) fn with_report() -> Self {
        let desk = Self::new();
        desk.write("good.txt", REPORT.as_bytes());
        desk
    }

    /// The folder.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file, with its folders.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A file's text.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Whether something of that name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.path().join(name).exists()
    }

    /// Runs the program here.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        dateline(self.path(), arguments, b"")
    }

    /// Runs the program here with something on its standard input.
    pub(crate) fn pipe(&self, arguments: &[&str], stdin: &str) -> Ran {
        dateline(self.path(), arguments, stdin.as_bytes())
    }
}

/// A report of one incident, invented.
pub(crate) const REPORT: &str = "\
BAGHDAD (Example Wire) - A car bomb exploded at a market in the town of Tikrit on Friday, \
killing five people and wounding 12 others, police said.\n\n\
The blast damaged several shops near the river, a witness said.\n";

/// The same, and another, as JSON Lines.
pub(crate) fn report_line(id: &str) -> String {
    serde_json::json!({"id": id, "text": REPORT, "published": "2022-03-05"}).to_string()
}
