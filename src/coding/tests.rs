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

#[test]
fn figures_of_speech_accidents_and_games_tell_no_event() {
    let lexicon = Lexicon::english().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    let sentences = [
        "The actor fired back at critics of the series on Monday.",
        "The coach blasted the referee after the game on Saturday.",
        "The sequel bombed at the box office over the weekend.",
        "The two sides battled for the title in Madrid on Sunday.",
        "The minister came under fire for the delay on Tuesday.",
        "The committee killed the bill on Thursday.",
        "The film shows an attack on a village in 1944.",
        "Shares were hammered as investors ran for cover on Wednesday.",
        "A bus crash near Lima killed 20 passengers on Friday.",
        "Nine people were killed in a stampede at the stadium on Monday.",
        "A magnitude 6.1 earthquake killed dozens of people in Herat on Saturday.",
        "Two trains collided near Cairo on Thursday, killing nine people.",
        "The plane overshot the runway in Medan on Tuesday, injuring 30 passengers.",
        "The factory fire left 12 workers dead in Dhaka on Monday.",
        "A wildfire killed two people in California on Tuesday.",
        "The storm battered the coast and destroyed 200 homes on Thursday.",
        "A gas explosion in a flat in Kazan injured four people on Monday.",
        "He died of a heart attack in Rome on Monday.",
        "The virus has killed 300 people in the province since May.",
        "The navy held a live-fire drill off the coast on Tuesday.",
        "Residents marked the anniversary of the bombing on Friday.",
        "The striker shot over the bar in the second half on Saturday.",
        "The senator attacked the budget in a speech on Monday.",
        "The opposition launched a blistering attack on the premier over inflation on Tuesday.",
        "Doctors are fighting an outbreak of cholera in the camp.",
        "The company seized the opportunity to expand in Asia.",
        "Prices exploded after the ban on exports in March.",
        "The singer was mobbed by fans at the airport on Sunday.",
        "The champion knocked out his opponent in the third round in Las Vegas on Saturday.",
        "The party suffered a bloodbath at the polls on Sunday.",
        "The bank captured a third of the market last year.",
        "The court heard that the gang had planned to rob a jeweller.",
        "The team stormed into the final on Saturday.",
        "Hackers attacked the website of the ministry on Wednesday.",
        "The new law targets plastic bags.",
        "The two leaders clashed over trade at the summit on Friday.",
        "The goalkeeper was the hero of the penalty shoot-out on Sunday.",
        "She surrendered her passport to the court on Monday.",
        "The sides exchanged views on trade on Tuesday.",
        "The city raided its reserves to pay for the games.",
        "The drug targets cancer cells.",
        "The retailer launched an offensive in the price war with its rival on Monday.",
        "The museum displays a tank from the war.",
        "The mayor vowed to crack down on litter.",
        "Police used a drone to find the missing hiker on Sunday.",
        "The player was arrested for drunk driving in Miami on Sunday.",
        "A landslide blocked the road to Manali on Tuesday.",
        "The novel tells of a kidnapping in Naples.",
        "The battery exploded in his hands on Friday.",
        "A dog attacked a toddler in Bristol on Thursday.",
        "The union threatened to go on strike in May.",
        "The clubs fought out a draw on Sunday.",
        "Fighters' families gathered for a football match on Sunday.",
        "The rebels in the party voted against the bill on Tuesday.",
        "The pilot ejected when his engine failed over Nevada on Monday.",
        "The dam burst and flooded the town on Saturday.",
        "The commission recommended the execution of the plan.",
    ];
    let mut wrong = Vec::new();
    for sentence in sentences {
        let found = read(&coder, &lexicon, sentence);
        let seen: Vec<_> = found.iter().filter(|m| m.status.is_mapped()).map(|m| (&m.frame, m.status)).collect();
        if !seen.is_empty() {
            wrong.push(format!("{sentence} (found {seen:?})"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn some_of_those_counted_are_not_counted_again() {
    let lexicon = Lexicon::english().unwrap();
    let coder = Coder::new(&lexicon).unwrap();
    for text in [
        "Rebels killed eight people, four soldiers among them, in an attack near Gao on Monday.",
        "Rebels killed eight people, four of them soldiers, in an attack near Gao on Monday.",
        "Eight people, four soldiers among them, were killed in an attack near Gao on Monday.",
        "Rebels attacked a post near Gao on Monday, killing eight people, among them four soldiers.",
        "Rebels killed at least eight people, two women and a child among them, when they went through a village near Gao on Monday.",
        "Members of the gang armed with rifles killed at least eight people, two women and three infants among them, when they went through the town of Gao on Monday.",
        "Rebels killed a mayor and seven people, four soldiers among them, in an attack near Gao on Monday.",
    ] {
        let mut killed: Vec<_> = read(&coder, &lexicon, text)
            .iter()
            .flat_map(|m| &m.casualties)
            .filter(|c| c.kind == CasualtyKind::Killed)
            .filter_map(|c| c.count.min)
            .collect();
        killed.dedup();
        assert_eq!(killed.iter().sum::<u32>(), 8, "{text}");
    }
}
