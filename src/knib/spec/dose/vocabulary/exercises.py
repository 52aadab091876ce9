"""What is done. A line: kind, the word for one, for several, en or et, and the forms that mean it."""

# ruff: noqa: E501 -- all forms of one meaning stand in one line

from typing import Final

EXERCISES: Final = """
squeeze | knib | knib | et | knip, knibninger, vbt, vbm, knib, knibet, knibene, knibs, knibning, knibninger, knibeøvelse, knibeøvelser, knibeøvelsen, knibeøvelserne, knibøvelse, knibøvelser, knibetræning, knibtræning, kniberi, bækkenbundsknib, bækkenbundsøvelse, bækkenbundsøvelser, bækkenbundsøvelsen, bækkenbundsøvelserne, bækkenbundstræning, bækkenbundskontraktion, bækkenbundskontraktioner, bb-knib, bbknib, bb knib, bb-øvelse, bb-øvelser, bb-træning, squeeze, squeezes, contraction, contractions, kontraktion, kontraktioner, kontraktionerne, muskelsammentrækning, muskelsammentrækninger, sammentrækning, sammentrækninger, kegel, kegels, kegel-øvelse, kegel-øvelser, kegeløvelse, kegeløvelser, kegelknib, kegel exercise, kegel exercises, vpfmc, vpfmcs, pfmc, pfmcs, pfme, pfmes, pfmt, pfm contraction, pfm contractions, pfm exercise, pfm exercises, pfm squeeze, pfm squeezes, pelvic floor contraction, pelvic floor contractions, pelvic floor exercise, pelvic floor exercises, pelvic floor squeeze, pelvic floor squeezes, pelvic floor muscle contraction, pelvic floor muscle contractions, pelvic floor muscle training, pelvic floor training, pelvic squeeze, pelvic squeezes, pelvic contraction, pelvic contractions, pf contraction, pf contractions, pf squeeze, pf squeezes, pf exercises, bækkenbund, bækkenbunden, pelvic floor, pelvic floors, opspænding, opspændinger, aktivering, aktiveringer, sammenknib, sammenknibning, sammenknibninger, knib sammen, bbt, bbm, lukkeknib, knib og løft, squeeze and lift, lift and squeeze, løft og knib, elevation, elevationer, bækkenbundsløft, bb, bbm-knib, pfm, pfms, activation, activations
squeeze | styrkeknib | styrkeknib | et | styrkeknib, styrkeknibet, styrkeknibene, maksknib, maxknib, maksimalknib, kraftknib, maks-knib, max-knib, power squeeze, power squeezes
squeeze | udholdenhedsknib | udholdenhedsknib | et | udholdenhedsknib, udholdenhedsknibet, udholdenhedsknibene, utholdenhedsknib
squeeze | identifikationsknib | identifikationsknib | et | identifikationsknib, findeknib, prøveknib
quick-squeeze | hurtigt knib | hurtige knib | et | hurtigknib, kortknib, lynknib, hurtigtknib, hurtigeknib, pulsknib, sprintknib, quickie, quickies, flick, flicks, flik, fliks, quick flick, quick flicks, quickflick, quickflicks, quick-flicks, quick-flick, fast flicks, fast flick, fast twitch, fast-twitch, hurtigkontraktion, hurtigkontraktioner, lynhurtigknib, qf, pulses, pulser, pulseringer
long-squeeze | langt knib | lange knib | et | langknib, langeknib, holdeknib, holdknib, slow twitch, slow-twitch, langtidsknib
stretch | stræk | stræk | et | stræk, strækket, strækkene, strækning, strækninger, strækøvelse, strækøvelser, stretch, stretches, stretching, udstræk, udstrækning, udstrækninger, hamstring stretch, hamstring stretches, calf stretch, calf stretches, quad stretch, quads stretch, hip flexor stretch, piriformis stretch, chest stretch, pec stretch, adductor stretch, groin stretch, glute stretch, neck stretch, back stretch
stretch | barnets stilling | barnets stilling | en | barnets stilling, child's pose, childs pose, childs' pose, barnestilling, barnestillingen
stretch | udspænding | udspændinger | en | udspænding, udspændinger, udspændingen, udspændingsøvelse, udspændingsøvelser, udsp
stretch | lægstræk | lægstræk | et | lægstræk, lægstrækket, lægudspænding, stræk læg, stræk læggen, stræk af læg
stretch | hasestræk | hasestræk | et | hasestræk, hasestrækket, haseudspænding, baglårsstræk, baglårstræk, stræk baglår, stræk hase, stræk haser, stræk haserne, stræk af baglår, stræk af haser, stræk baglåret, udspænding af baglår, udspænding af haser, udspænding haser, udspænding baglår, hasestrækning
stretch | hoftebøjerstræk | hoftebøjerstræk | et | hoftebøjerstræk, stræk hoftebøjer, stræk hoftebøjeren, stræk af hoftebøjer, stræk hoftebøjerne, udspænding af hoftebøjer, udspænding hoftebøjer
stretch | nakkestræk | nakkestræk | et | nakkestræk, stræk nakke, stræk nakken, stræk af nakke, udspænding af nakke, udspænding nakke
stretch | lårstræk | lårstræk | et | lårstræk, forlårsstræk, stræk forlår, stræk lår, stræk lårene, stræk quadriceps, quadricepsstræk, udspænding af forlår
stretch | ballestræk | ballestræk | et | ballestræk, sædestræk, piriformisstræk, stræk balle, stræk baller, stræk ballen, stræk af balle, glutealstræk
stretch | bryststræk | bryststræk | et | bryststræk, pectoralisstræk, stræk bryst, stræk brystet, stræk brystmuskel, stræk af bryst
stretch | rygstræk | rygstræk | et | rygstræk, stræk ryg, stræk ryggen, stræk lænd, stræk lænden, lændestræk
stretch | skulderstræk | skulderstræk | et | skulderstræk, stræk skulder, stræk skulderen
stretch | adduktorstræk | adduktorstræk | et | adduktorstræk, lyskestræk, stræk lyske, stræk lysken, stræk inderlår, inderlårsstræk
static | planke | planker | en | planke, planker, planken, plankerne, plank, planks, front plank, forearm plank, underarmsplanke, albueplanke
static | sideplanke | sideplanker | en | sideplanke, sideplanker, sideplanken, side plank, side planks, side-plank, halv sideplanke
static | vægsid | vægsid | et | vægsid, vægsiddende, wall sit, wall sits, wall-sit, wall-sits, stol mod væg, væg-sid, vægstol, wallsit, wallsits, jægerhvil, skihop-sid
static | tandemstand | tandemstand | en | tandemstand, tandem stand, tandem stance, tandemstående, tandemstilling
static | etbensstand | etbensstand | en | etbensstand, et-bensstand, etbenstand, et-bens-stand, ét-bensstand, enbensstand, enbenstand, single leg stance, single-leg stance, one leg stand, one-leg stand, single leg stand, single leg balance, single-leg balance, balance på et ben, balance på ét ben, stå på et ben, stå på ét ben, stand på et ben, stand på ét ben, etbensbalance
static | balance | balancer | en | balance, balanceøvelse, balanceøvelser, balancetræning, balance exercise, romberg, rombergstand, samlede fødder, stand med samlede fødder
static | isometrisk hold | isometriske hold | et | isometrisk hold, isometriske hold, isometric hold, isometric holds, isometri
static | hollow hold | hollow holds | et | hollow hold, hollow holds, superman hold, supermans hold
static | lårspænd | lårspænd | et | quadspænd, quadricepsspænd, quadricepsspændinger, quadricepssæt, quadriceps set, quadriceps sets, quad set, quad sets, static quads, quadricepskontraktion, quadricepskontraktioner, lårspænding, lårspændinger, lårspænd, statisk quadriceps
static | ballespænd | ballespænd | et | ballespænd, sædespænd, glute squeeze, glute squeezes, glute set, glute sets, ballesammenspænding, ballesammenspændinger, sædemuskelspænd
static | mavespænd | mavespænd | et | mavespænd, transversusspænd, transversus-spænd, mavespænding, mavespændinger, transversusaktivering, transversus, tva, ta-aktivering, ta-spænd, abdominal bracing, abdominal brace
walk | ganginterval | gangintervaller | en | ganginterval, gangintervaller, gang, gå, gåtur, gåture, gangtræning, gangtur, gangture, walk, walks, walking, walking interval, walking intervals, brisk walk, powerwalk, power walk, rask gang, rolig gang, hurtig gang, stavgang, stavgangsinterval, gangbånd, løbebånd, treadmill, intervalgang
run | løbeinterval | løbeintervaller | et | løb, løbe, løbeinterval, løbeintervaller, løbeintervallet, jog, jogging, lunte, luntetur, run, runs, running, sprint, sprints, sprinter, intervalløb, løbetræning, running interval, running intervals, run interval, run intervals
run | cykelinterval | cykelintervaller | et | cykel, cykling, cykle, kondicykel, motionscykel, cykelinterval, cykelintervaller, bike, cycling, cycle interval, bike interval, bike intervals, spinning
run | interval | intervaller | et | interval, intervaller, intervals, intervallet, intervaltræning, arbejdsinterval, arbejdsintervaller, roning, romaskine, rowing, crosstrainer, svømning, tabata
breath | vejrtrækning | vejrtrækninger | en | vejrtrækning, vejrtrækninger, vejrtrækningen, vejrtr, vejrtrækningsøvelse, vejrtrækningsøvelser, åndedrag, åndedrættet, åndedræt, åndedrætsøvelse, åndedrætsøvelser, åndedrætstræning, breath, breaths, breathing, breathing exercise, breathing exercises, deep breaths, maveåndedræt, mavevejrtrækning, mavevejrtrækninger, diafragmavejrtrækning, diafragmatisk vejrtrækning, diaphragmatic breathing, belly breathing, belly breaths, diaphragmatic breaths, indåndinger, dyb vejrtrækning, dybe vejrtrækninger, pip, pep-fløjte, pepfløjte
other | løft | løft | et | løft, løftet, løftene, lift, lifts
other | benløft | benløft | et | benløft, leg raise, leg raises, leg lift, leg lifts, straight leg raise, straight leg raises, slr, strakt benløft, strakte benløft, sidebenløft
other | bækkenløft | bækkenløft | et | bækkenløft, bækkenløftet, bækkenløftene, bro, broer, broen, bridge, bridges, bridging, glute bridge, glute bridges, hip bridge, hip bridges, broløft, sædeløft, hofteløft, single leg bridge, single-leg bridge, rumpeløft
other | bækkenvip | bækkenvip | et | bækkenvip, bækkenvippet, bækkenvippene, bækkenvipning, bækkenvipninger, pelvic tilt, pelvic tilts, bækkentilt
other | hælløft | hælløft | et | hælløft, calf raise, calf raises, heel raise, heel raises, heel lift, heel lifts, tåstand
other | tåhævning | tåhævninger | en | tåhævning, tåhævninger
other | knæbøjning | knæbøjninger | en | knæbøjning, knæbøjninger, squat, squats, air squat, air squats, mini squat, mini squats, mini-squat, mini-squats, miniknæbøjninger, goblet squat, goblet squats, vægsquat, halve knæbøjninger, chair squats
other | armbøjning | armbøjninger | en | armbøjning, armbøjninger, push-up, push-ups, push up, push ups, pushups, pushup, press-ups, press-up, armstrækning, armstrækninger, wall push-ups, wall push-up, vægarmbøjninger, armstræk
other | udfald | udfald | et | udfald, udfaldsskridt, udfaldene, lunge, lunges, walking lunges, split squat, split squats, forward lunge, forward lunges, reverse lunges
other | rejse-sætte-sig | rejse-sætte-sig | en | rejse-sætte-sig, rejse sætte sig, rejse/sætte sig, rss, rejs-sæt-dig, rejs/sæt dig, rejs og sæt dig, sit to stand, sit-to-stand, sit to stands, sit-to-stands, sts, sæt-rejs, rejs dig, op og stå, oprejsninger, oprejsning, rejse-sætte, rejse sig, rejs dig op, chair rise, chair rises, chair stand, chair stands, stolerejsning, stolerejsninger, rejse sig og sætte sig, rejse-sætte-sig-øvelse
other | mavebøjning | mavebøjninger | en | mavebøjning, mavebøjninger, sit-up, sit-ups, situps, sit ups, crunch, crunches, curl-up, curl-ups, curl up, curl ups, abdominal crunch, abdominal crunches
other | rygbøjning | rygbøjninger | en | rygbøjning, rygbøjninger, rygløft, rygekstension, rygekstensioner, back extension, back extensions, rygstrækker, rygstræk op, superman, supermans, supermænd
other | diagonalløft | diagonalløft | et | diagonalløft, bird dog, bird dogs, bird-dog, bird-dogs, birddog, birddogs, firestående diagonalløft, fuglehund, diagonaløvelse
other | dead bug | dead bugs | en | dead bug, dead bugs, dead-bug, dead-bugs, deadbug, deadbugs
other | musling | muslinger | en | musling, muslinger, muslingen, muslingeskal, muslingeskaller, muslingeøvelse, clam, clams, clamshell, clamshells, clam shell, clam shells
other | step-up | step-ups | et | step-up, step-ups, step up, step ups, stepup, stepups, trappetrin, opstigning, opstigninger, step down, step-down, step downs, step-downs, trin op
other | hælglid | hælglid | et | hælglid, hælslæb, heel slide, heel slides, hælskub
other | knæstræk | knæstræk | et | knæstræk, knæekstension, knæekstensioner, knee extension, knee extensions, leg extension, leg extensions, benstræk
other | hoftebøjning | hoftebøjninger | en | hoftebøjning, hoftebøjninger, hip flexion, hip flexions, marching, marcher, march, hofteløb, knæløft
other | hofteabduktion | hofteabduktioner | en | hofteabduktion, hofteabduktioner, hip abduction, hip abductions, abduktion, abduktioner, abduction, sideløft, sidestep
other | hofteekstension | hofteekstensioner | en | hofteekstension, hofteekstensioner, hip extension, hip extensions, hip thrust, hip thrusts, hip hinge, hip hinges, dødløft, deadlift, deadlifts
other | rotræk | rotræk | et | rotræk, row, rows, ro-træk, siddende rotræk, stående rotræk, seated row, seated rows, band row, band rows, elastikrotræk
other | skulderløft | skulderløft | et | skulderløft, skuldertræk, shoulder shrug, shoulder shrugs, shrugs, armløft, arm raise, arm raises
other | udadrotation | udadrotationer | en | udadrotation, udadrotationer, external rotation, external rotations, skulderudadrotation, indadrotation, indadrotationer, internal rotation, internal rotations
other | biceps curl | biceps curls | et | biceps curl, biceps curls, bicepscurl, bicepscurls, bicepsbøjning, bicepsbøjninger, albuebøjninger, albuebøjning, hammer curls, curls
other | scapula-sammentrækning | scapula-sammentrækninger | en | scapula-sammentrækninger, scapula retraction, scapula retractions, scapular retraction, scapular retractions, scapular squeeze, scapular squeezes, shoulder blade squeeze, shoulder blade squeezes, skulderbladssamling, skulderbladssamlinger, skulderbladstræk
other | hagetræk | hagetræk | et | hagetræk, hageindtræk, chin tuck, chin tucks, nakkeretraktion, nakkeretraktioner, retraktion, retraktioner
other | rotation | rotationer | en | rotation, rotationer, rygrotation, rygrotationer, lumbal rotation, knærul, knærulninger, rul, rulninger, rullefald, knee rolls, knee roll, trunk rotation, trunk rotations, kropsdrejninger, kropsdrejning
other | katteryg | katterygge | en | katteryg, katterygge, kat-ko, kat/ko, cat-cow, cat cow, cat/cow, cat camel, cat-camel, kat og ko, krum-svaj, krum svaj
other | pendulsving | pendulsving | et | pendulsving, pendulering, penduleringer, pendul, pendulum, pendulums, pendeløvelse, codman, armsving, armswing, arm swings, bensving, leg swings
other | venepumpe | venepumper | en | venepumpe, venepumper, venepumpeøvelse, venepumpeøvelser, fodpumpe, fodpumper, ankelpumpe, ankelpumper, ankle pump, ankle pumps, vippefod, fodvip, fodled op og ned, fodvippe
other | ankelcirkel | ankelcirkler | en | ankelcirkel, ankelcirkler, ankle circle, ankle circles, fodcirkler, fodrulninger
other | hop | hop | et | hop, hoppet, hoppene, jump, jumps, sjippehop, sjip, box jumps, hops
other | håndtryk | håndtryk | et | håndtryk, boldklem, klem bold, knyt hånd, knyt hånden, hånd knyt, fist, håndknyt, grip squeeze, grip squeezes, bold-klem, fingerbøj, fingerbøjninger, knyttede hænder
other | boldpres | boldpres | et | boldpres, bold mellem knæ, ball squeeze, ball squeezes, adduktion, adduktioner, adduction, hip adduction, knæklem, boldklem mellem knæ
other | beinpres | benpres | et | benpres, leg press, leg presses, bækkenpres, legpress, nordic, band pull-apart
other | gentagelse | gentagelser | en | drejning, drejninger, bøjning, bøjninger, hævning, hævninger, tryk, pres, træk, sving, svingninger, vip, skub, spark, kick, kicks, swings, press, presses, pull, pulls, twist, twists, cirkel-sving, tap, taps, toe taps, heel taps, slides, wall slide, wall slides, vægglid, glid, rejs, kryds, krydsløft, strækøvelse op, spænd, spændinger
other | station | stationer | en | station, stationer, stationerne, stations, poster, øvelsesstation
"""
