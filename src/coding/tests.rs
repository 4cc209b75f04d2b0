//! Runs the sentences that stand in the frames' own rows.

use super::*;
use crate::document::{self, Report};
use crate::lexicon::Lexicon;
use crate::temporal::Anchor;

fn read(coder: &Coder, lexicon: &Lexicon, text: &str) -> Vec<EventMention> {
    let doc = document::read(Report { id: "t".into(), text: text.into(), ..Report::default() }, lexicon);
    let times = crate::temporal::find(&doc, &Anchor::default(), lexicon);
    coder.code(&doc, &Anchor::default(), &times, &mut [], lexicon)
}

#[test]
fn frames_match_their_own_examples_and_no_others() {
    let lexicon = Lexicon::english().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    let mut wrong = Vec::new();
    for frame in &lexicon.frames {
        let mapped = |m: &&EventMention| m.frame == frame.id && m.status.is_mapped();
        for sentence in &frame.yes {
            let found = read(&coder, &lexicon, sentence);
            // A frame that narrows this one tells the same, and more.
            let of = |m: &EventMention| {
                m.frame == frame.id
                    || lexicon.frames.iter().any(|f| f.id == m.frame && f.narrows.as_ref() == Some(&frame.id))
            };
            let ok =
                found.iter().any(|m| of(m) && (m.status.is_mapped() || frame.always.is_some() || frame.only.is_some()));
            // Planned meetings need a time that lies ahead, which these tests do not resolve.
            if !ok && frame.only.is_none() {
                let seen: Vec<_> = found.iter().map(|m| (&m.frame, m.status)).collect();
                wrong.push(format!("{} should match: {sentence} (found {seen:?})", frame.id));
            }
        }
        for sentence in &frame.no {
            let found = read(&coder, &lexicon, sentence);
            if found.iter().any(|m| mapped(&m)) {
                wrong.push(format!("{} should not match: {sentence}", frame.id));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_sub_event_has_a_sentence_that_yields_it() {
    let lexicon = Lexicon::english().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    let sentences = [
        ("Armed clash", "Rebels ambushed a squad of soldiers near Tessit on Monday."),
        ("Armed clash", "The army and rebels exchanged fire near Sake on Monday."),
        ("Government regains territory", "Government troops recaptured the town of Bama from insurgents on Saturday."),
        ("Government regains territory", "The army took control of the town of Mubi on Friday."),
        ("Non-state actor overtakes territory", "Rebels captured the town of Bunagana on Monday."),
        ("Chemical weapon", "The army used chlorine gas against the village on Sunday, doctors said."),
        ("Air/drone strike", "Warplanes bombed the market in Kassala on Tuesday."),
        ("Air/drone strike", "A drone attack on the depot killed two guards on Tuesday."),
        ("Suicide bomb", "A suicide bomber blew himself up at the gate of the camp on Friday."),
        ("Shelling/artillery/missile attack", "Militants fired rockets at the town on Thursday."),
        ("Shelling/artillery/missile attack", "The shelling of the port by the navy killed two fishermen on Thursday."),
        ("Remote explosive/landmine/IED", "A roadside bomb killed three soldiers near Gao on Sunday."),
        ("Remote explosive/landmine/IED", "A bus hit a landmine near Boni on Friday."),
        ("Grenade", "Attackers threw a grenade into a bar in Bujumbura on Friday."),
        ("Sexual violence", "Soldiers raped four women near Kavumu on Monday."),
        ("Attack", "Gunmen attacked a school in Kamuku on Tuesday."),
        ("Attack", "12 killed as gunmen storm market in Zamfara"),
        ("Abduction/forced disappearance", "Bandits kidnapped 18 passengers on the Abuja road on Wednesday."),
        ("Peaceful protest", "Nurses went on strike in Harare on Monday over unpaid wages."),
        ("Protest with intervention", "Police fired tear gas to disperse protesters in Juliaca on Monday."),
        ("Protest with intervention", "Police arrested 80 demonstrators in Minsk on Sunday."),
        ("Excessive force against protesters", "Soldiers opened fire on protesters in Dakar on Friday."),
        ("Excessive force against protesters", "Police shot dead three protesters in Conakry on Monday."),
        ("Violent demonstration", "Protesters hurled stones at police in Nablus on Thursday."),
        ("Mob violence", "Villagers lynched two suspected thieves in Chimaltenango on Sunday."),
        ("Agreement", "The government and the rebels signed a ceasefire in Khartoum on Wednesday."),
        ("Arrests", "Police arrested the opposition leader in Kampala on Monday."),
        ("Change to group/activity", "Fifty fighters surrendered to the army in Bama on Monday."),
        ("Disrupted weapons use", "Air defences intercepted three missiles over Odesa on Monday."),
        ("Disrupted weapons use", "Soldiers defused a bomb near the bridge in Arauca on Sunday."),
        ("Headquarters or base established", "The rebels established a base near Kanyabayonga on Sunday."),
        ("Looting/property destruction", "Rebels set fire to 30 houses in Boga on Tuesday."),
        ("Looting/property destruction", "Soldiers looted shops in Bukavu on Saturday."),
        ("Non-violent transfer of territory", "Rebel fighters withdrew from the town of Bunia on Monday."),
        ("Other", "The rebels have besieged the town of Djibo since February."),
    ];
    for sub in SubEvent::ALL {
        assert!(sentences.iter().any(|(name, _)| *name == sub.name()), "no sentence for {}", sub.name());
    }
    let mut wrong = Vec::new();
    for (name, sentence) in sentences {
        let found = read(&coder, &lexicon, sentence);
        if !found.iter().any(|m| m.sub_event.name() == name && m.status.is_mapped()) {
            let seen: Vec<_> = found.iter().map(|m| (&m.frame, m.sub_event.name(), m.status)).collect();
            wrong.push(format!("{name}: {sentence} (found {seen:?})"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
