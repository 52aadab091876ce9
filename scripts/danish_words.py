"""The routine language explained in Danish, key by key, as a therapist reads it."""

from collections.abc import Mapping
from typing import Final

from knib.spec.model import Fit, Kind, Tone

SECTIONS: Final[Mapping[str, str]] = {
    "routine": "Hele filen.",
    "how_often": "Hvor tit og hvor længe; mindst én nøgle. Dagbogen har det meste, kalenderen det mindste.",
    "parameter": "En parameter med grænser. Uden grænser er værdien alene nok: `hold: 5 s`.",
    "step": "Én ting i `intro` eller `outro`.",
    "voice": "Hvem der taler, og hvor hurtigt.",
    "sound": "Det, der høres omkring ordene.",
    "include": "En liste fra en anden fil, i stedet for sig selv.",
    "pacing": "Reglerne for tempo, som selv må lægge noget til; se [tempo](../da/tempo.md).",
    "fit": "Hvor lang sessionen skal være; se [fit](../da/fit.md).",
    "exercise": "Et kapitel af sessionen.",
    "rounds": "Øvelser, der tages i runder. Hver er et kapitel med sin egen dosis; `{round}` er rundens nummer.",
    "phase": "En del af en øvelse med sin egen længde. Den har præcis én art; det, der står ved den, er kommandoen.",
    "cue": "Noget mere, der siges i en fase.",
    "group": "Faser, der laves flere gange i træk. Grupper kan ligge i grupper.",
}

KEYS: Final[Mapping[str, Mapping[str, str]]] = {
    "routine": {
        "routine": "Titlen.",
        "about": "Hvad den er til, i en sætning eller to.",
        "how_often": "Hvor tit og hvor længe der trænes. Kalender, dagbog, ark og side følger det.",
        "source": "Hvor dosis kommer fra, og hvad i den der ikke gør.",
        "for_whom": "Hvem den er til.",
        "ask_first": "Hvornår man skal spørge sin fysioterapeut først. Trykkes, siges aldrig.",
        "safety": "Sikkerhedslinjer på side og ark. Det, der skal høres, står i `intro` med `safety: true`.",
        "voice": "Den stemme, rutinen beder om; kommandolinjen går forud.",
        "parameters": "Værdier, der bruges som `{navn}` i længder, tal og tekster; `--set` ændrer dem.",
        "fit_voice": "Hvad der må ske med en linje, der er for lang til sin plads.",
        "pacing": "Reglerne for tempo: til, fra, eller hver for sig ved navn.",
        "fit": "Gør sessionen præcis så lang ved hjælp af dens hvil; `--fit` går forud.",
        "sound": "Toner og lyd omkring ordene; kommandolinjen går forud.",
        "intro": "Det, der siges før den første øvelse.",
        "position": "Udgangsstillingen i hver øvelse, der ikke har sin egen.",
        "effort": "Kraften i hver øvelse, der ikke har sin egen.",
        "between_positions": "En fase mellem øvelser i forskellige stillinger, når der ikke står `after`.",
        "exercises": "Øvelserne, i rækkefølge. Flere kan tages i runder.",
        "outro": "Det, der siges til sidst.",
    },
    "how_often": {
        "times_a_day": "Hvor mange gange hver dag, der trænes: 3, eller 2-3.",
        "days_a_week": "Hvor mange dage om ugen. De fordeles over ugen.",
        "every_days": "Hvor mange dage fra den ene til den næste: 2 er hver anden dag.",
        "weekdays": "På hvilke ugedage.",
        "every_hours": "Hvor mange timer fra den ene gang til den næste, fra klokken 8 til 20.",
        "weeks": "I hvor mange uger; 12, når det ikke står der.",
        "as_needed": "Om den bruges, når der er brug for den, og ingen tider har.",
    },
    "parameter": {
        "default": "Dens værdi, når der ikke siges andet.",
        "min": "Det mindste, den må være: en længde eller et tal, ligesom værdien.",
        "max": "Det meste, den må være.",
        "label": "Hvad den er, i ord.",
    },
    "step": {
        "say": "Det, der siges. Det tager den tid, stemmen bruger.",
        "pause": "En stilhed, i stedet for de 0,35 s, der ellers er efter en sætning.",
        "keep": "Om denne linje af introduktionen også siges i den korte variant.",
        "safety": "Om det er en sikkerhedslinje, som høres i alle varianter.",
    },
    "voice": {
        "engine": "Hvem der taler. Er der flere, siges hver linje af den første, der har den.",
        "pace": "Hvor hurtigt der tales: rolig, normal eller rask.",
    },
    "sound": {
        "tones": "Hvordan toner lyder; med `none` er der ingen.",
        "wake": "Om en blød tone kommer før et ord efter mere end 4 s stilhed.",
        "bed": "Om der ligger blød støj under det hele, til podcast-apps og høreapparater.",
    },
    "include": {
        "include": "En .yaml-fil i samme mappe, eller id på en færdig rutine.",
        "set": "Værdier til den fils parametre; den kender kun sine egne.",
    },
    "pacing": {
        "countdown": "Regel 3: *3, 2, 1* i knib og hold på 6 s eller mere, små toner fra 3 s. Ellers slået fra.",
        "support": "Regel 4: *Træk vejret.* tidligt i knib og hold på 8 s eller mere, hvor intet åndedræt ledes.",
        "long_rest": "Regel 5: en pause på 20 s eller mere siger sin længde, mærker sin midte og siger *Gør klar.*",
        "gaps": "Regel 5: en blød dobbelt tone, hvor der ellers ville være stille i mere end 20 s.",
        "closing": "Regel 7: en afslutning, hvor der ikke står `outro`. Ellers slået fra.",
    },
    "fit": {
        "length": "Hvor lang hele sessionen skal være, præcis.",
        "rests": "Hvor langt hvert hvil må gå for det, i procent af sig selv; 50-200 %, når det ikke står der.",
    },
    "exercise": {
        "name": "Dens navn; det bliver et kapitel.",
        "say": "Det, der siges, før den begynder: i hvilet før, hvis der er plads.",
        "announce": "Hvad der meldes: `true` for navnet, eller et eller flere af `name`, `set` og `rep`.",
        "position": "Udgangsstillingen. Hvordan et skift siges, står ved `between_positions`.",
        "effort": "Hvor kraftigt; siges efter hver `work`-kommando, der ikke har sin egen.",
        "sides": "Sider, der tages på skift inden for hvert sæt: `[højre, venstre]`.",
        "alternate": "Om siden skifter efter hver gentagelse.",
        "sets": "Hvor mange sæt; 1, når det ikke står der.",
        "reps": "Hvor mange gentagelser på hver side i hvert sæt: et tal, en liste med et til hvert, en trappe.",
        "lasting": "I stedet for `reps`: de hele gentagelser, der er plads til i denne tid.",
        "phases": "Det, én gentagelse består af.",
        "between_sets": "En fase mellem sættene.",
        "between_sides": "En fase mellem siderne.",
        "after": "En fase før den næste øvelse.",
        "reminders": "Linjer, der skiftes til at blive sagt: én i hvert sæt.",
    },
    "rounds": {
        "repeat": "Hvor mange runder.",
        "exercises": "Øvelserne i en runde, i rækkefølge. Hver af dem bliver et kapitel.",
        "between_rounds": "En fase mellem runderne, i stedet for den sidste øvelses `after`.",
    },
    "phase": {
        "work": "Et knib eller en anden anstrengelse: kommandoen, som siges i fasens første øjeblik. Må være tom.",
        "hold": "At holde det, der er nået: kommandoen.",
        "release": "At give slip med omhu: kommandoen.",
        "relax": "At slappe af, når det er selve øvelsen; den viger aldrig: kommandoen.",
        "rest": "Et hvil; det viger for en pause og for et hvil af mindst samme længde, der følger: kommandoen.",
        "move": "En bevægelse: kommandoen.",
        "inhale": "En indånding: kommandoen.",
        "exhale": "En udånding: kommandoen.",
        "for": "Fasens længde, præcis. En fase på 0 s falder bort.",
        "cues": "Mere, der siges, inde i fasen eller før den.",
        "count": "Tal, der siges på sekundet: `up`, `down`, `up every 5 s`, `last 3` eller `none`.",
        "tone": "Toner: `start`, `stop`, `half`, `tick` eller `none`.",
        "effort": "Hvor kraftigt; siges efter kommandoen: *med halv kraft*.",
        "fit_voice": "Hvad der må ske med en linje, der er for lang til sin plads.",
        "keep": "Et hvil, der bliver, også hvor det ellers ville vige.",
    },
    "cue": {
        "at": "Hvornår, fra fasens begyndelse; med minus før den.",
        "say": "Det, der siges.",
        "safety": "Om det er en sikkerhedslinje, som høres i alle varianter.",
    },
    "group": {
        "repeat": "Hvor mange gange i træk.",
        "phases": "Det, der gentages.",
    },
}
"""By section and by key. A key that is missing here stops the run of `scripts/reference`."""

KINDS: Final = {
    Kind.WORK: "Et knib eller en anden anstrengelse.",
    Kind.HOLD: "At holde det, der er nået.",
    Kind.RELEASE: "At give slip med omhu.",
    Kind.RELAX: "At slappe af, når det er selve øvelsen. Viger aldrig.",
    Kind.REST: "Et hvil. Viger for en pause og for et hvil af mindst samme længde, der følger.",
    Kind.MOVE: "En bevægelse.",
    Kind.INHALE: "En indånding.",
    Kind.EXHALE: "En udånding.",
}

TONES: Final = {
    Tone.START: "Stigende. Begynder 0,5 s før en talt kommando, eller på grænsen, når kommandoen er tom.",
    Tone.STOP: "Faldende. Lyder, når `start` ville.",
    Tone.HALF: "En enkelt, midt i fasen.",
    Tone.TICK: "Kort, på hvert hele sekund, begge grænser med, hvor der ellers er stille.",
}

COUNTS: Final = {
    "up": "De sekunder, der er gået, på hvert sekund efter kommandoen.",
    "down": "De sekunder, der er tilbage, på hvert sekund efter kommandoen.",
    "up every 5 s": "Det samme, men sjældnere; kun hele sekunder. Også `down every 5 s`.",
    "last 3": "De sekunder, der er tilbage, men kun i de sidste tre.",
    "none": "Ingen tælling.",
}

FITS: Final = {
    Fit.REFUSE: "Rutinen bliver afvist. Det sker, når der ikke står andet.",
    Fit.FASTER: "Linjen tales op til 15 % hurtigere, og ikke mere end nødvendigt.",
    Fit.TONE: "En kommando viger for sin tone, `start` eller `stop`; en anden linje for `half`.",
}

PLACES: Final = (
    "`intro`, `outro` og alt det, der kun læses",
    "`say` og `reminders` i en øvelse",
    "`after`",
    "`between_positions`",
    "`between_sets`",
    "`between_sides`; `{side}` er den side, der kommer",
    "en fase i `phases`",
    "`between_rounds`",
    "i runder også alle en øvelses tekster",
)
"""Where placeholders can stand, in the order of the English reference."""

PLACEHOLDERS: Final = {
    "rep": "gentagelsens nummer; i en gruppe gruppens eget",
    "reps": "hvor mange gentagelser der er; i en gruppe hvor mange gange den gentages",
    "n": "tæller videre gennem øvelsen, en mere ved hver fase, der beder om det: `Minut {n}, hop.`",
    "set": "sættets nummer",
    "sets": "hvor mange sæt der er",
    "side": "siden, som den står i `sides`",
    "for": "fasens længde i ord: `30 sekunder`",
    "round": "rundens nummer",
    "rounds": "hvor mange runder der er",
    "position": "vejen ind i den stilling, der kommer: `sæt dig op`",
}

FORMS: Final = {
    "reps:gang": "`10 gange`, `1 gang` (læses *ti gange*, *én gang*); også for en parameter, der er et helt tal",
    "set:.": "`2.`, som i `{set:.} sæt` (*andet sæt*) eller `{rep:.} gang` (*anden gang*)",
    "sets:rul/rul": "et ord, der ikke er på listen: for én, og for flere",
    "for:sekund": "`90 sekunder`; også `minut` og `time`, og for en parameter, der er en længde",
}
