//! Names by which people ask for kinds of events: ACLED's own, and short forms
//! of them, whatever their case and punctuation.

use super::event_type::{EventType, SubEvent};

/// Short forms of the types, best first; ACLED's own words are known besides.
const TYPES: [(&str, EventType); 14] = [
    ("battles", EventType::Battles),
    ("battle", EventType::Battles),
    ("explosions", EventType::Explosions),
    ("explosion", EventType::Explosions),
    ("remote violence", EventType::Explosions),
    ("violence against civilians", EventType::ViolenceAgainstCivilians),
    ("civilians", EventType::ViolenceAgainstCivilians),
    ("vac", EventType::ViolenceAgainstCivilians),
    ("protests", EventType::Protests),
    ("protest", EventType::Protests),
    ("riots", EventType::Riots),
    ("riot", EventType::Riots),
    ("strategic", EventType::StrategicDevelopments),
    ("strategic development", EventType::StrategicDevelopments),
];

/// Short forms of the sub-types; ACLED's own words are known besides.
const SUB_TYPES: [(&str, SubEvent); 41] = [
    ("clash", SubEvent::ArmedClash),
    ("clashes", SubEvent::ArmedClash),
    ("armed clashes", SubEvent::ArmedClash),
    ("chemical", SubEvent::ChemicalWeapon),
    ("chemical weapons", SubEvent::ChemicalWeapon),
    ("air strike", SubEvent::AirDroneStrike),
    ("air strikes", SubEvent::AirDroneStrike),
    ("drone strike", SubEvent::AirDroneStrike),
    ("drone strikes", SubEvent::AirDroneStrike),
    ("suicide bombs", SubEvent::SuicideBomb),
    ("suicide bombing", SubEvent::SuicideBomb),
    ("suicide bombings", SubEvent::SuicideBomb),
    ("shelling", SubEvent::ShellingArtilleryMissile),
    ("artillery", SubEvent::ShellingArtilleryMissile),
    ("missile", SubEvent::ShellingArtilleryMissile),
    ("missile attack", SubEvent::ShellingArtilleryMissile),
    ("remote explosive", SubEvent::RemoteExplosive),
    ("landmine", SubEvent::RemoteExplosive),
    ("landmines", SubEvent::RemoteExplosive),
    ("ied", SubEvent::RemoteExplosive),
    ("ieds", SubEvent::RemoteExplosive),
    ("grenades", SubEvent::Grenade),
    ("attacks", SubEvent::Attack),
    ("abduction", SubEvent::Abduction),
    ("abductions", SubEvent::Abduction),
    ("forced disappearance", SubEvent::Abduction),
    ("disappearance", SubEvent::Abduction),
    ("peaceful protests", SubEvent::PeacefulProtest),
    ("excessive force", SubEvent::ExcessiveForce),
    ("violent demonstrations", SubEvent::ViolentDemonstration),
    ("mob", SubEvent::MobViolence),
    ("agreements", SubEvent::Agreement),
    ("arrest", SubEvent::Arrests),
    ("change to group", SubEvent::ChangeToGroup),
    ("disrupted weapons", SubEvent::DisruptedWeapons),
    ("headquarters", SubEvent::HeadquartersOrBase),
    ("base established", SubEvent::HeadquartersOrBase),
    ("looting", SubEvent::LootingProperty),
    ("property destruction", SubEvent::LootingProperty),
    ("transfer of territory", SubEvent::NonViolentTransfer),
    ("non-violent transfer", SubEvent::NonViolentTransfer),
];

/// Letters and digits alone, small.
fn bare(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The sub-types that a name means: one, or all of a type. Case, spaces and
/// punctuation do not count; `None` for a name that is not known.
///
/// ```
/// use dateline::coding::{SubEvent, kinds_named};
/// assert_eq!(kinds_named("air/drone strike"), Some(vec![SubEvent::AirDroneStrike]));
/// assert_eq!(kinds_named("Battles").map(|kinds| kinds.len()), Some(3));
/// ```
pub fn kinds_named(name: &str) -> Option<Vec<SubEvent>> {
    let name = bare(name);
    let is = |known: &str| bare(known) == name;
    let full = EventType::ALL.into_iter().find(|t| is(t.name()));
    let event = full.or_else(|| TYPES.iter().find(|(known, _)| is(known)).map(|(_, t)| *t));
    if let Some(event) = event {
        return Some(SubEvent::ALL.into_iter().filter(|s| s.event_type() == event).collect());
    }
    let full = SubEvent::ALL.into_iter().find(|s| is(s.name()));
    full.or_else(|| SUB_TYPES.iter().find(|(known, _)| is(known)).map(|(_, s)| *s)).map(|s| vec![s])
}

/// What may be asked for, for messages: the short form of each type, then
/// ACLED's sub-types of it.
pub fn kind_list() -> String {
    let short = |event: EventType| TYPES.iter().find(|(_, t)| *t == event).map_or("", |(short, _)| *short);
    let line = |event: EventType| {
        let subs: Vec<&str> =
            SubEvent::ALL.into_iter().filter(|s| s.event_type() == event).map(SubEvent::name).collect();
        format!("  {}: {}", short(event), subs.join(", "))
    };
    EventType::ALL.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_acled_is_known_in_any_spelling() {
        for event in EventType::ALL {
            let subs = kinds_named(&event.name().to_uppercase().replace(' ', "-")).unwrap();
            assert!(subs.iter().all(|s| s.event_type() == event), "{}", event.name());
        }
        for sub in SubEvent::ALL {
            assert_eq!(kinds_named(sub.name()), Some(vec![sub]));
            assert_eq!(kinds_named(&bare(sub.name())), Some(vec![sub]));
        }
        assert_eq!(kinds_named("violence_against_civilians").map(|s| s.len()), Some(3));
        assert_eq!(kinds_named("war"), None);
        assert_eq!(kinds_named(""), None);
    }

    #[test]
    fn no_short_form_means_two_things() {
        let mut forms: Vec<String> = TYPES.iter().map(|(n, _)| bare(n)).collect();
        forms.extend(SUB_TYPES.iter().map(|(n, _)| bare(n)));
        forms.extend(SubEvent::ALL.iter().map(|s| bare(s.name())));
        let all = forms.len();
        forms.sort_unstable();
        forms.dedup();
        assert_eq!(forms.len(), all);
    }

    #[test]
    fn the_list_names_each_type_once() {
        let list = kind_list();
        assert_eq!(list.lines().count(), EventType::ALL.len());
        assert!(list.contains("strategic: Agreement, Arrests"), "{list}");
    }
}
