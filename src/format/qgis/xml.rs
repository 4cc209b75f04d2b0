//! XML as QGIS writes it: elements with attributes, one a line.

use crate::text::escaped;

/// An XML text in the making.
#[derive(Debug, Default)]
pub(super) struct Xml {
    text: String,
    depth: usize,
}

impl Xml {
    /// A document that opens with QGIS' own document type.
    pub(super) fn document() -> Self {
        Self { text: "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n".to_owned(), depth: 0 }
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        self.text.extend(std::iter::repeat_n(' ', self.depth));
        self.text.push('<');
        self.text.push_str(name);
        for (key, value) in attributes {
            self.text.extend([" ", key, "=\"", &escaped(value), "\""]);
        }
        self.text.push_str(end);
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>\n");
    }

    /// An element that holds text.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes, ">");
        self.text.push_str(&escaped(text));
        self.text.extend(["</", name, ">\n"]);
    }

    /// An element that holds elements.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.tag(name, attributes, ">\n");
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.text.extend(std::iter::repeat_n(' ', self.depth));
        self.text.extend(["</", name, ">\n"]);
    }

    /// QGIS' `Option`, a named and typed value.
    pub(super) fn option(&mut self, kind: &str, name: &str, value: &str) {
        self.empty("Option", &[("type", kind), ("name", name), ("value", value)]);
    }

    /// QGIS' `Option` that holds others.
    pub(super) fn options(&mut self, name: Option<&str>, inside: impl FnOnce(&mut Self)) {
        match name {
            Some(name) => self.element("Option", &[("type", "Map"), ("name", name)], inside),
            None => self.element("Option", &[("type", "Map")], inside),
        }
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }
}
