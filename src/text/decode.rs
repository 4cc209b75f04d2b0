//! Bytes to text: byte-order marks, UTF-8, UTF-16, and the older encodings of
//! newsrooms and mail. Files that are no text are refused with a remedy.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::counted::counted;
use crate::error::Notice;

/// Bytes looked at when a guess is made about the whole.
const SAMPLE: usize = 64 * 1024;

/// Something odd about the bytes of an input, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// What was found.
    pub what: String,
    /// What the user can do about it.
    pub remedy: String,
}

impl Oddity {
    fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: remedy.into() }
    }

    /// The same as a notice about the named file.
    pub fn of(self, file: impl Into<String>) -> Notice {
        Notice::new(file, self.what, self.remedy)
    }
}

/// An input made text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding's name in the WHATWG Encoding Standard.
    pub encoding: &'static str,
    /// What a person should know about how it was read.
    pub notices: Vec<Oddity>,
}

/// Makes text of the bytes of a file.
///
/// A byte-order mark decides; else valid UTF-8 is UTF-8, text with a zero byte
/// in every other place is UTF-16, and the rest is guessed from its letters.
///
/// # Errors
/// When the bytes are no text (empty, an archive, a picture, a PDF): says what
/// they are and how to make text of them.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Oddity> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Oddity::new("the file is empty", "remove it, or put the report's text into it"));
    }
    if let Some(refused) = known_binary(bytes) {
        return Err(refused);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return with_encoding(encoding, &bytes[mark..], None);
    }
    if let Some(encoding) = utf16_by_pattern(bytes) {
        return with_encoding(encoding, bytes, Some("UTF-16 without a byte-order mark"));
    }
    if memchr::memchr(0, bytes).is_some() || control_share(bytes) > 0.05 {
        return Err(Oddity::new("a binary file, not text", "convert it to plain text first"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.to_owned(), encoding: UTF_8.name(), notices: Vec::new() }),
        Err(_) if mostly_utf8(bytes) => with_encoding(UTF_8, bytes, None),
        Err(_) => with_encoding(guess(bytes), bytes, Some("not UTF-8")),
    }
}

/// Decodes with a known encoding; characters that do not fit become U+FFFD
/// and are told.
fn with_encoding(encoding: &'static Encoding, bytes: &[u8], why: Option<&str>) -> Result<Decoded, Oddity> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let mut notices = Vec::new();
    if let Some(why) = why {
        notices
            .push(Oddity::new(format!("{why}; read as {}", encoding.name()), "save it as UTF-8 if letters look wrong"));
    }
    if broken {
        let count = text.matches('\u{FFFD}').count();
        notices.push(Oddity::new(
            format!("{} broken in {}", counted(count as u64, "character"), encoding.name()),
            "save the file again as UTF-8; the broken characters read as \u{FFFD}",
        ));
    }
    if text.contains('\0') {
        return Err(Oddity::new("a binary file, not text", "convert it to plain text first"));
    }
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), notices })
}

/// Files that say in their first bytes what they are.
fn known_binary(bytes: &[u8]) -> Option<Oddity> {
    const KINDS: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "a PDF", "convert it with `pdftotext file.pdf` first"),
        (b"\x89PNG\r\n", "a PNG picture", "give the text, or read the picture with OCR first"),
        (b"\xFF\xD8\xFF", "a JPEG picture", "give the text, or read the picture with OCR first"),
        (b"GIF8", "a GIF picture", "give the text, or read the picture with OCR first"),
        (b"\x1F\x8B", "a gzip archive", "unpack it with gunzip first"),
        (b"BZh", "a bzip2 archive", "unpack it with bunzip2 first"),
        (b"\xFD7zXZ\0", "an xz archive", "unpack it with unxz first"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "unpack it first"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document", "save it as plain text first"),
        (b"{\\rtf", "an RTF document", "save it as plain text first"),
        (b"\x00\x00\xFE\xFF", "UTF-32 text", "convert it with `iconv -f UTF-32 -t UTF-8` first"),
        (b"\xFF\xFE\x00\x00", "UTF-32 text", "convert it with `iconv -f UTF-32 -t UTF-8` first"),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip_kind(bytes));
    }
    let (_, what, remedy) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic))?;
    Some(Oddity::new(*what, *remedy))
}

/// What a ZIP holds, from the names of its first entries.
fn zip_kind(bytes: &[u8]) -> Oddity {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if holds(b"word/") {
        Oddity::new("a Word document (DOCX)", "save it as plain text, or convert it with `pandoc -t plain` first")
    } else if holds(b"opendocument") {
        Oddity::new("an OpenDocument file", "save it as plain text, or convert it with `pandoc -t plain` first")
    } else if holds(b"xl/") {
        Oddity::new("an Excel workbook", "save the sheet as CSV first")
    } else {
        Oddity::new("a ZIP archive", "unpack it and give the folder")
    }
}

/// UTF-16 without a mark: one byte of each pair is the same nearly always
/// (zero for Latin letters, 4 for Cyrillic, 6 for Arabic).
fn utf16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    if sample.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = sample.len() / 2;
    let high = |offset: usize| sample[offset..].iter().step_by(2).filter(|b| matches!(b, 0 | 3..=6)).count();
    let (even, odd) = (high(0), high(1));
    match (even * 10 > pairs * 9, odd * 10 > pairs * 9) {
        (true, false) if even > 4 * odd => Some(UTF_16BE),
        (false, true) if odd > 4 * even => Some(UTF_16LE),
        _ => None,
    }
}

/// The share of bytes that are control characters no text has.
fn control_share(bytes: &[u8]) -> f64 {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let odd = sample.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    odd as f64 / sample.len().max(1) as f64
}

/// Whether the bytes are UTF-8 but for a few broken places: at least ten good
/// multi-byte characters for each bad one.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad * 10
}

/// The encoding that the letters speak for.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(1024 * 1024)], true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn marks_and_plain_utf8() {
        assert_eq!(text_of("Şuşa".as_bytes()), ("Şuşa".into(), "UTF-8"));
        assert_eq!(text_of(b"\xEF\xBB\xBFBaku"), ("Baku".into(), "UTF-8"));
        assert_eq!(text_of(b"\xFF\xFEB\0a\0k\0u\0"), ("Baku".into(), "UTF-16LE"));
        assert_eq!(text_of(b"\0B\0a\0k\0u"), ("Baku".into(), "UTF-16BE"));
        let cyrillic: Vec<u8> = "Лачин взят".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&cyrillic), ("Лачин взят".into(), "UTF-16LE"));
    }

    #[test]
    fn old_encodings_are_guessed_and_told() {
        let decoded = decode(b"Bogot\xE1 \x96 the army\x92s caf\xE9 was attacked by a man in S\xE3o Paulo").unwrap();
        assert_eq!(decoded.text, "Bogotá – the army’s café was attacked by a man in São Paulo");
        assert_eq!(decoded.encoding, "windows-1252");
        assert_eq!(decoded.notices.len(), 1);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        let mut bytes = "Ağdam, Şuşa, Füzuli, Cəbrayıl, Zəngilan, Qubadlı, Laçın ".as_bytes().to_vec();
        bytes.push(0xFF);
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.text.starts_with("Ağdam"));
        assert!(decoded.notices[0].what.contains("1 character broken"));
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_remedy() {
        for (bytes, what, remedy) in [
            (&b"%PDF-1.7 ..."[..], "a PDF", "pdftotext"),
            (b"PK\x03\x04....word/document.xml", "Word", "pandoc"),
            (b"PK\x03\x04....readme.txt", "ZIP", "unpack"),
            (b"\x89PNG\r\n\x1A\n", "PNG", "OCR"),
            (b"ab\0cd\x01\x02", "binary", "convert"),
            (b"", "empty", "remove"),
            (b" \r\n\t", "empty", "remove"),
        ] {
            let refused = decode(bytes).unwrap_err();
            assert!(refused.what.contains(what) && refused.remedy.contains(remedy), "{refused:?}");
        }
    }
}
