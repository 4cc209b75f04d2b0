//! The subject of a verb by a walk over groups, where the parse says nothing or
//! is known to err; and what is joined to a group by "and".

use super::sentence::{Sent, Verb, is_quote};
use crate::grammar::{Upos, VerbForm};

impl Sent<'_> {
    /// Who acts, by grammar, for the verb at `verb`: the subject's groups.
    pub(super) fn subjects(&self, verb: &Verb) -> Vec<usize> {
        if let Some(main) = self.before_aside(verb) {
            return self.subjects(main);
        }
        if let Some(group) = self.own_subject(verb).or_else(|| self.past_participle(verb)) {
            return self.with_coordinated_left(group);
        }
        let parsed = self.parsed_subject(verb);
        let found = if parsed.is_empty() { self.subject_before(verb, 0) } else { parsed };
        match found.first().and_then(|g| self.past_relative(*g)) {
            Some(group) => self.with_coordinated_left(group),
            // "Seventeen civilians and a policeman were killed."
            None if found.len() == 1 => self.with_coordinated_left(found[0]),
            None => found,
        }
    }

    /// "demonstrators who reject the result set fire": the object of a relative
    /// clause is no subject; what the pronoun stands for is.
    fn past_relative(&self, group: usize) -> Option<usize> {
        let verb = self.groups[group].start.checked_sub(1).and_then(|i| self.verb_at(i))?;
        let pronoun = verb.start.checked_sub(1)?;
        let relative = matches!(self.lower(pronoun), "who" | "which");
        relative.then(|| self.group_at(pronoun.checked_sub(1)?)).flatten().filter(|g| *g != group)
    }

    /// "jets struck the port, officials said, killing eight": the verb before
    /// the words of who says so.
    fn before_aside(&self, verb: &Verb) -> Option<&Verb> {
        // "... and wounding dozens": of one with the gerund before.
        if verb.gerund && verb.start.checked_sub(1).is_some_and(|i| self.pos(i) == Some(Upos::Cconj)) {
            return self.verbs.iter().rev().find(|v| v.at < verb.at && v.gerund).and_then(|v| self.before_aside(v));
        }
        let said = verb.start.checked_sub(2).filter(|i| self.lower(i + 1) == "," && self.reports(*i))?;
        let gerund = verb.gerund && verb.start == verb.at;
        let aside = (0..said).rev().find(|i| self.lower(*i) == ",").filter(|_| gerund)?;
        self.verbs.iter().rev().find(|v| v.at < aside && !v.bare && !v.infinitive && !v.gerund)
    }

    /// "militants dressed as policemen stormed": what a participle takes with it
    /// is no subject; what it describes is.
    fn past_participle(&self, verb: &Verb) -> Option<usize> {
        if verb.infinitive || verb.bare || verb.gerund {
            return None;
        }
        let taken = &self.groups[self.group_at(verb.start.checked_sub(1)?)?];
        let before = taken.prep.unwrap_or(taken.start).checked_sub(1)?;
        let describes = self.verb_at(before).filter(|v| {
            // Of two past forms side by side the first, with its phrase, describes.
            let past = taken.prep.is_some() && self.words[v.at].form == Some(VerbForm::Past);
            let participle = past || v.gerund || self.words[v.at].form == Some(VerbForm::Participle);
            v.start == v.at && participle && !v.infinitive
        })?;
        let noun = self.group_at(describes.start.checked_sub(1)?)?;
        // "Police said men wearing uniforms": a clause of its own begins there.
        (self.groups[noun].prep.is_none() && !self.reports(before)).then_some(noun)
    }

    /// "and 14 were wounded": a group right before the verb that begins its
    /// clause is its subject, whatever the parse made of it.
    fn own_subject(&self, verb: &Verb) -> Option<usize> {
        if verb.infinitive || verb.bare || verb.start == verb.at {
            return None;
        }
        let group = self.group_at(verb.start.checked_sub(1)?)?;
        let g = &self.groups[group];
        // "a week after 44 people were killed": no preposition before a clause.
        let clause = g.prep.is_some_and(|p| matches!(self.lower(p), "after" | "before" | "since" | "until"));
        let begins = g.start.checked_sub(1).is_some_and(|i| {
            let opens = matches!(self.lower(i), "after" | "before" | "when" | "while" | "since" | "until" | "because");
            let joint = opens || matches!(self.pos(i), Some(Upos::Sconj | Upos::Cconj));
            let sets_apart = matches!(self.lower(i), "," | ":" | "and" | "while" | "that");
            let number = self.pos(g.head) == Some(Upos::Num) && (sets_apart || self.pos(i) == Some(Upos::Sconj))
                || opens && self.pos(g.start) == Some(Upos::Num);
            number || joint && self.group_at(i.saturating_sub(1)).is_none()
        });
        (begins && (g.prep.is_none() || clause)).then_some(group)
    }

    fn subject_before(&self, verb: &Verb, depth: usize) -> Vec<usize> {
        if depth > 3 || verb.start == 0 {
            return Vec::new();
        }
        let before = verb.start - 1;
        let inherits = verb.infinitive
            || (verb.gerund && verb.start == verb.at)
            || matches!(self.pos(before), Some(Upos::Cconj | Upos::Sconj));
        let found = if inherits && self.group_at(before).is_none() { None } else { self.scan_left(before) };
        match found {
            Some(g) => self.with_coordinated_left(g),
            None => match self.verbs.iter().rev().find(|v| v.at < verb.start && !v.infinitive && !v.bare) {
                Some(earlier) if inherits || self.lower(before) == "," => self.subject_before(earlier, depth + 1),
                _ => Vec::new(),
            },
        }
    }

    /// Walks left from `from` to the head of the noun phrase that ends there.
    fn scan_left(&self, from: usize) -> Option<usize> {
        let mut i = from;
        let mut steps = 0;
        let mut relative = false;
        loop {
            steps += 1;
            if steps > 24 {
                return None;
            }
            if let Some(g) = self.group_at(i) {
                let group = &self.groups[g];
                match group.prep.or_else(|| self.joint_prep(g)) {
                    // "members of the army in Goma who ...": the nearest group
                    // is what a relative pronoun stands for.
                    Some(p) if p > 0 && !relative => i = p - 1,
                    _ => return Some(g),
                }
                continue;
            }
            let word = &self.words[i];
            match word.pos {
                Upos::Adv | Upos::Part => {}
                Upos::Punct if matches!(&*word.lower, "," | "(" | ")" | "[" | "]") || is_quote(&word.lower) => {}
                Upos::Pron if matches!(&*word.lower, "who" | "which" | "that") => relative = true,
                Upos::Sconj if word.lower == "that" => relative = true,
                Upos::Verb if self.verb_at(i).is_some_and(|v| v.bare || (v.gerund && v.start == v.at)) => {}
                Upos::Num | Upos::Adj | Upos::Det => {}
                _ => return None,
            }
            i = i.checked_sub(1)?;
        }
    }

    /// The preposition before a coordination that ends with `group`: "by
    /// Armenian and Russian agencies".
    fn joint_prep(&self, group: usize) -> Option<usize> {
        let mut g = group;
        for _ in 0..4 {
            let joint = self.groups[g].start.checked_sub(1)?;
            if self.pos(joint) != Some(Upos::Cconj) && self.lower(joint) != "," {
                return None;
            }
            g = self.group_at(joint.checked_sub(1)?)?;
            if let Some(prep) = self.groups[g].prep {
                return Some(prep).filter(|_| self.pos(joint) == Some(Upos::Cconj));
            }
        }
        None
    }

    /// `group` and the groups joined to it from the left: "A and B were ...".
    pub(super) fn with_coordinated_left(&self, group: usize) -> Vec<usize> {
        let mut all = vec![group];
        let mut first = group;
        while all.len() < 8 {
            let start = self.groups[first].start;
            let Some(mut i) = start.checked_sub(1) else { break };
            let mut joints = 0;
            while i > 0 && (self.lower(i) == "," || self.pos(i) == Some(Upos::Cconj)) && joints < 2 {
                joints += 1;
                i -= 1;
            }
            let comma_only = joints == 1 && self.lower(start - 1) == ",";
            if joints == 0 || (comma_only && all.len() == 1) {
                break;
            }
            let Some(g) = self.group_at(i) else { break };
            // Back over "members of the forces" to "members".
            let mut head = g;
            while self.prep(head) == Some("of") {
                let Some(p) = self.groups[head].prep.and_then(|p| p.checked_sub(1)) else { break };
                let Some(up) = self.group_at(p) else { break };
                head = up;
            }
            // The object of an earlier verb is not part of this subject.
            let object = self.groups[head].start.checked_sub(1).is_some_and(|i| self.pos(i) == Some(Upos::Verb));
            if self.groups[head].prep.is_some() || object {
                break;
            }
            all.push(head);
            first = head;
        }
        all.reverse();
        all
    }

    /// Without groups that are some of those counted before them: "eight people,
    /// four soldiers among them", "70 people, 10 women and a child among them".
    pub(super) fn without_those_among(&self, groups: &[usize]) -> Vec<usize> {
        let of_those = |group: usize| {
            let end = self.groups[group].end;
            matches!(self.lower(end), "among" | "of") && matches!(self.lower(end + 1), "them" | "whom")
        };
        let Some(last) = groups.iter().position(|g| of_those(*g)) else { return groups.to_vec() };
        // Back over the list that they are; one of several ends in "and".
        let (mut first, mut listed) = (last, false);
        while let Some(before) = first.checked_sub(1) {
            let (from, to) = (self.groups[groups[before]].end, self.groups[groups[first]].start);
            listed |= (from..to).any(|i| self.pos(i) == Some(Upos::Cconj));
            if !listed {
                break;
            }
            first = before;
        }
        let rest = &groups[last + 1..];
        if first > 0 {
            return [&groups[..first], rest].concat();
        }
        // Those of whom they are stand before the comma, and are at least themselves.
        let comma = self.groups[groups[0]].start.checked_sub(1).filter(|i| self.lower(*i) == ",");
        let whole = comma.and_then(|i| self.group_at(i.checked_sub(1)?)).unwrap_or(groups[0]);
        [&[whole], rest].concat()
    }
}
