//! The plain types of this layer.

use jiff::civil::Date;
use serde::Serialize;

use crate::text::{OffsetMap, SourceSpan, Span, Token};

/// How a report's text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// Plain text.
    #[default]
    Text,
    /// Markdown.
    Markdown,
    /// A web page: boilerplate around a main text.
    Html,
}

/// One report as it came in, decoded but not yet read.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The id: the caller's, or the path below the folder that was named.
    pub id: String,
    /// Whether the id came in as a number, so that it goes out as one.
    pub id_number: bool,
    /// The text as it came in (for HTML the raw markup): offsets count here.
    pub text: String,
    /// A title given apart from the text.
    pub title: Option<String>,
    /// The day of publication, where metadata give it.
    pub published: Option<Date>,
    /// The publisher.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Where a copy of it is archived.
    pub archive_url: Option<String>,
    /// The day on which it was fetched.
    pub retrieved: Option<Date>,
    /// The language, as a BCP 47 tag, where metadata give it.
    pub lang: Option<String>,
    /// How the text is marked up.
    pub format: ReportFormat,
    /// Keys of the input that Dateline does not know; they come back unchanged.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// SHA-256 of the bytes read, in lower-case hexadecimal; empty where the
    /// report is one row of a container whose own hash is kept.
    pub sha256: String,
}

/// What a stretch of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title, or a line at the head that stands for it.
    Headline,
    /// The words under a picture.
    Caption,
    /// Icon names, author links, "Related article", sign-up lines, footers.
    Boilerplate,
    /// "(Reporting by ...; Editing by ...)", a closing "REUTERS AFP".
    AgencyLine,
    /// The date line or time stamp of the publication.
    Stamp,
    /// The report itself.
    Body,
}

/// A stretch of the working text with one use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: Span,
}

/// A sentence: a span of one block and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// Indices into [`Document::tokens`], half-open.
    pub tokens: std::ops::Range<usize>,
    /// Count of paragraphs before it in the document.
    pub paragraph: usize,
}

/// The line at the head of a report that says where and when it was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dateline {
    /// The whole: `TBILISI (Reuters) –`.
    pub span: Span,
    /// The place name within it.
    pub place: Option<Span>,
    /// The agency within it.
    pub agency: Option<Span>,
    /// What stands after the place and says where it lies: `Ukraine` in
    /// `KYIV, Ukraine`.
    pub region: Option<Span>,
    /// The day within it, where day and month are given.
    pub date: Option<Span>,
}

/// How the day of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    /// Metadata of the input, the manifest, or a web page's own.
    Stated,
    /// The `--date` option.
    Option,
    /// Printed in the text.
    Printed,
    /// Solved from a weekday with day and month, and named events.
    #[serde(rename = "weekday+named_event")]
    WeekdayNamedEvent,
    /// Not known.
    #[default]
    Open,
}

/// The day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// The day, where known.
    pub date: Option<Date>,
    /// How it is known.
    pub basis: PublishedBasis,
    /// The words that say so, where the text does.
    pub span: Option<Span>,
}

/// A report read into blocks, sentences and tokens.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// The report as it came in.
    pub report: Report,
    /// The working text: title and main text, hard line ends and cut words
    /// rejoined, odd spaces made plain. All [`Span`]s point into it.
    pub text: String,
    /// Leads back to the source.
    pub offsets: OffsetMap,
    /// The blocks, in order, without gaps in meaning.
    pub blocks: Vec<Block>,
    /// Sentences of all blocks but boilerplate, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all blocks, in order.
    pub tokens: Vec<Token>,
    /// The dateline.
    pub dateline: Option<Dateline>,
    /// The day of publication as metadata or the text itself print it.
    pub published: Published,
    /// Whether the text is all capitals, so that case proves nothing.
    pub all_caps: bool,
    /// The agencies whose story it is, by their usual names, in the order in
    /// which the dateline, the agency lines and author links name them.
    pub agencies: Vec<String>,
    /// The agencies that the text only quotes ("X reported", "told X"), each
    /// once, in order.
    pub quoted_agencies: Vec<String>,
}

impl Document {
    /// The words of a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of a token, by index.
    pub fn token(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |t| t.span.of(&self.text))
    }

    /// The place of a span in the source.
    pub fn source(&self, span: Span) -> SourceSpan {
        self.offsets.source(&self.text, span)
    }

    /// The kind of block in which a sentence stands.
    pub fn kind(&self, sentence: &Sentence) -> BlockKind {
        self.blocks.get(sentence.block).map_or(BlockKind::Body, |b| b.kind)
    }

    /// The index of the sentence that holds the byte.
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let i = self.sentences.partition_point(|s| s.span.end <= byte);
        self.sentences.get(i).filter(|s| s.span.start <= byte).map(|_| i)
    }

    /// The half-open range of tokens whose spans lie within `span`.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        let to = self.tokens.partition_point(|t| t.span.end <= span.end);
        from..to.max(from)
    }
}
