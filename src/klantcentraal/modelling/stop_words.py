"""Words that tell nothing about a subject: of the language, and of asking for something."""

_DUTCH = """
aan aanbod af al alle alleen alles als altijd ander andere anders beetje ben bent best beste beter
bij bijna bijvoorbeeld binnen bleef blijft blijven boven daar daardoor daarna daarom daarvoor dan
dat de denk denken deze die dingen dit doen doet door doorgaans dus echt een eens eerder eerst
eigen eigenlijk elk elkaar elke en er erg ergens even gaan gaat gebruik gebruiken gebruikt geen
geven gewoon goed goede graag haar had hadden heb hebben hebt heeft heel hele hem hen het hier hij
hoe hoeveel hun iedere iedereen iemand iets ik in inmiddels is ja je jij jouw jullie kan kijken
klein kleine komen komt krijgen krijgt kun kunnen kunt laat later laten liever liefst lukt maar
maken maakt mag me meer meestal men met mij mijn minder misschien moest moet moeten mogelijk mogen
na naar nadat nauwelijks net niemand niet niets nieuw nieuwe nodig nog nooit nu of om omdat ons
onze onder ook op opnieuw over paar per plus punt snel snelle soms staan staat steeds straks te
tegen ten ter terug tijdens toch toe tot tussen twee uit van vaak vaker vanaf vandaag vanuit veel
ver verder volgend volgende voor vooral voordat vorig vorige vraag vragen vrij waar waarbij waarom
waarvoor wanneer want waren was wat we weer weet weinig wel welk welke wie wij wil wilde willen
wilt word worden wordt zal ze zeer zelf zelfs zich zie zien zij zijn zit zitten zo zoals zodat
zoek zoeken zoekt zonder zou zouden zullen
"""

_ENGLISH = """
about above after again all almost also always am an and another any anyone anything are around as
at be because been before being better between bit both but by can cannot could did do does doing
done down during each either else enough even ever every everyone few first for from get gets
getting give go goes going good got had has have having he help her here him his how if in into is
it its just keep keeps know last least less let like looking made make makes many may maybe me
might more most much must my need needed needs never new next no nobody none nor not nothing now
of off often on once one only or other others our out over own per perhaps please quite rather
really same say see seem she should since so some someone something soon still such take takes
than that the their them then there these they thing things this those though through till time to
too two under until up us use used uses using usually very want wants was way we well were what
when where which while who why will with within without would yet you your
"""

STOP_WORDS = frozenset((_DUTCH + _ENGLISH).split())
