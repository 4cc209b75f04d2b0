//! The field's vocabulary: ACLED's event types and actor kinds, PLOVER's
//! categories (ACLED codebook, 2023-; PLOVER codebook, 2022).

use serde::Serialize;

/// ACLED's `event_type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum EventType {
    /// Armed groups against one another.
    Battles,
    /// One side uses weapons that the other cannot answer.
    #[serde(rename = "Explosions/Remote violence")]
    Explosions,
    /// Armed groups against the unarmed.
    #[serde(rename = "Violence against civilians")]
    ViolenceAgainstCivilians,
    /// Demonstrations without violence by those who demonstrate.
    Protests,
    /// Violent demonstrations and mobs.
    Riots,
    /// What bears on the conflict without being violence.
    #[serde(rename = "Strategic developments")]
    StrategicDevelopments,
}

impl EventType {
    /// All types, in ACLED's order.
    pub const ALL: [Self; 6] = [
        Self::Battles,
        Self::Explosions,
        Self::ViolenceAgainstCivilians,
        Self::Protests,
        Self::Riots,
        Self::StrategicDevelopments,
    ];

    /// ACLED's own words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Battles => "Battles",
            Self::Explosions => "Explosions/Remote violence",
            Self::ViolenceAgainstCivilians => "Violence against civilians",
            Self::Protests => "Protests",
            Self::Riots => "Riots",
            Self::StrategicDevelopments => "Strategic developments",
        }
    }
}

macro_rules! sub_events {
    ($($variant:ident, $type:ident, $name:literal, $plover:ident;)+) => {
        /// ACLED's `sub_event_type`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum SubEvent { $(#[doc = $name] $variant,)+ }

        impl SubEvent {
            /// All sub-types, in ACLED's order.
            pub const ALL: [Self; 25] = [$(Self::$variant,)+];

            /// ACLED's own words.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The type it belongs to.
            pub const fn event_type(self) -> EventType {
                match self { $(Self::$variant => EventType::$type,)+ }
            }

            /// The PLOVER category that such an event usually is; a frame may
            /// name another.
            pub const fn plover(self) -> Plover {
                match self { $(Self::$variant => Plover::$plover,)+ }
            }

            /// The sub-type of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

sub_events! {
    ArmedClash, Battles, "Armed clash", Assault;
    GovernmentRegainsTerritory, Battles, "Government regains territory", Assault;
    NonStateActorOvertakesTerritory, Battles, "Non-state actor overtakes territory", Assault;
    ChemicalWeapon, Explosions, "Chemical weapon", Assault;
    AirDroneStrike, Explosions, "Air/drone strike", Assault;
    SuicideBomb, Explosions, "Suicide bomb", Assault;
    ShellingArtilleryMissile, Explosions, "Shelling/artillery/missile attack", Assault;
    RemoteExplosive, Explosions, "Remote explosive/landmine/IED", Assault;
    Grenade, Explosions, "Grenade", Assault;
    SexualViolence, ViolenceAgainstCivilians, "Sexual violence", Assault;
    Attack, ViolenceAgainstCivilians, "Attack", Assault;
    Abduction, ViolenceAgainstCivilians, "Abduction/forced disappearance", Coerce;
    PeacefulProtest, Protests, "Peaceful protest", Protest;
    ProtestWithIntervention, Protests, "Protest with intervention", Protest;
    ExcessiveForce, Protests, "Excessive force against protesters", Assault;
    ViolentDemonstration, Riots, "Violent demonstration", Protest;
    MobViolence, Riots, "Mob violence", Assault;
    Agreement, StrategicDevelopments, "Agreement", Agree;
    Arrests, StrategicDevelopments, "Arrests", Coerce;
    ChangeToGroup, StrategicDevelopments, "Change to group/activity", Mobilize;
    DisruptedWeapons, StrategicDevelopments, "Disrupted weapons use", Coerce;
    HeadquartersOrBase, StrategicDevelopments, "Headquarters or base established", Mobilize;
    LootingProperty, StrategicDevelopments, "Looting/property destruction", Coerce;
    NonViolentTransfer, StrategicDevelopments, "Non-violent transfer of territory", Retreat;
    Other, StrategicDevelopments, "Other", Consult;
}

impl SubEvent {
    /// Ground that changes hands, by who takes it: a state its own, or that of
    /// another, which counts as a non-state group does. `home` and `soil` are
    /// codes of countries.
    pub(super) fn by_ground(self, taker: Option<Inter>, home: Option<&str>, soil: Option<&str>) -> Self {
        if !matches!(self, Self::GovernmentRegainsTerritory | Self::NonStateActorOvertakesTerritory) {
            return self;
        }
        match (taker, home, soil) {
            (Some(Inter::RebelGroup | Inter::PoliticalMilitia | Inter::IdentityMilitia), _, _) => {
                Self::NonStateActorOvertakesTerritory
            }
            (Some(Inter::StateForces), None, _) => Self::GovernmentRegainsTerritory,
            (Some(Inter::StateForces), Some(home), Some(soil)) if home == soil => Self::GovernmentRegainsTerritory,
            (Some(Inter::StateForces), Some(_), Some(_)) => Self::NonStateActorOvertakesTerritory,
            _ => self,
        }
    }
}

impl Serialize for SubEvent {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

macro_rules! plover {
    ($($variant:ident $name:literal,)+) => {
        /// PLOVER's sixteen categories.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum Plover { $(#[doc = $name] #[serde(rename = $name)] $variant,)+ }

        impl Plover {
            /// The category as PLOVER writes it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The category of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

plover! {
    Agree "AGREE", Consult "CONSULT", Support "SUPPORT", Concede "CONCEDE",
    Cooperate "COOPERATE", Aid "AID", Retreat "RETREAT", Request "REQUEST",
    Reject "REJECT", Accuse "ACCUSE", Threaten "THREATEN", Protest "PROTEST",
    Sanction "SANCTION", Mobilize "MOBILIZE", Coerce "COERCE", Assault "ASSAULT",
}

/// ACLED's kinds of actor (`inter1`, `inter2`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Inter {
    /// 1
    #[serde(rename = "State forces")]
    StateForces,
    /// 2
    #[serde(rename = "Rebel group")]
    RebelGroup,
    /// 3
    #[serde(rename = "Political militia")]
    PoliticalMilitia,
    /// 4
    #[serde(rename = "Identity militia")]
    IdentityMilitia,
    /// 5
    Rioters,
    /// 6
    Protesters,
    /// 7
    Civilians,
    /// 8
    #[serde(rename = "External/Other forces")]
    ExternalForces,
}

impl Inter {
    /// ACLED's own words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::StateForces => "State forces",
            Self::RebelGroup => "Rebel group",
            Self::PoliticalMilitia => "Political militia",
            Self::IdentityMilitia => "Identity militia",
            Self::Rioters => "Rioters",
            Self::Protesters => "Protesters",
            Self::Civilians => "Civilians",
            Self::ExternalForces => "External/Other forces",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [
            Self::StateForces,
            Self::RebelGroup,
            Self::PoliticalMilitia,
            Self::IdentityMilitia,
            Self::Rioters,
            Self::Protesters,
            Self::Civilians,
            Self::ExternalForces,
        ]
        .into_iter()
        .find(|i| i.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for s in SubEvent::ALL {
            assert_eq!(SubEvent::from_name(s.name()), Some(s));
        }
    }

    #[test]
    fn who_takes_ground_decides_what_it_is() {
        use SubEvent::{GovernmentRegainsTerritory as Regains, NonStateActorOvertakesTerritory as Overtakes};
        let state = Some(Inter::StateForces);
        for (taker, home, soil, is) in [
            (state, None, None, Regains),
            (state, Some("UKR"), Some("UKR"), Regains),
            (state, Some("RUS"), Some("UKR"), Overtakes),
            (Some(Inter::RebelGroup), Some("COD"), Some("COD"), Overtakes),
        ] {
            assert_eq!(Overtakes.by_ground(taker, home, soil), is);
            assert_eq!(Regains.by_ground(taker, home, soil), is);
        }
        assert_eq!(SubEvent::Attack.by_ground(state, None, None), SubEvent::Attack);
    }
}
