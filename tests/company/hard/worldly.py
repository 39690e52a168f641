"""Words for writing about anything at all: what people ask a model when nothing needs to be done."""

from tests.company.hard.vocabulary import Vocabulary, cut

WORLD = Vocabulary(
    "World",
    "GEN",
    cut(
        """lighthouse, octopus, paperclip, volcano, chess opening, medieval market, jazz trumpet, coral reef,
        sourdough, samurai, telescope, glacier, tulip mania, steam engine, haiku, honeybee, origami, comet, viking
        ship, opera, desert caravan, typewriter, aurora, mushroom, pyramid, bicycle, cathedral, espresso, whale
        song, labyrinth, umbrella, postage stamp, rainforest, marathon, alphabet, silk road, hot air balloon,
        dinosaur, tea ceremony, moon landing, windmill, perfume, sundial, chocolate, violin, tornado, library of
        old, zeppelin, kite, penguin, botanical garden, puppet theatre, compass, quilt, carnival, waterfall, falcon,
        submarine, orchid, crossword"""
    ),
    cut(
        """ancient, whimsical, forgotten, luminous, melancholic, heroic, quiet, enormous, imaginary, timeless, curious,
        golden, northern, rebellious, gentle, mysterious, humble, thunderous"""
    ),
    cut(
        """wander, invent, whisper, celebrate, imagine, discover, sail, vanish, bloom, compose, explore, remember,
        dream, migrate, shimmer, echo"""
    ),
    cut(
        """older than anyone thought, a mirror of its age, loved by children, hard to explain, a symbol of patience,
        misunderstood, returning in fashion, described in three diaries, full of contradictions"""
    ),
    cut("essay, story, poem, dialogue, speech, fable, quiz, letter"),
)

HANDBOOK = Vocabulary(
    "Handbook",
    "HBK",
    cut(
        """travel receipt, parking permit, canteen menu, out-of-office note, badge, printer setup, holiday request,
        meeting room, guest wireless, expense form, password reset, laptop bag, fire drill, phone contract, locker,
        time sheet, room booking, mail signature, file share, security training, coffee machine, visitor pass"""
    ),
    cut("new, personal, lost, general, internal, official, simple, usual, second"),
    cut("request, return, renew, print, book, change, cancel, extend, find"),
    cut("explained in the handbook, in the staff portal, on the notice board, listed in the appendix, answered there"),
    cut("handbook, portal page, leaflet, form, checklist"),
)

FIRST = cut(
    """Mattis, Ilva, Roan, Sefa, Torben, Yuna, Kaya, Piet, Amara, Henk, Leila, Oskar, Dilan, Freya, Nuno, Priya, Jorun,
    Samir, Vera, Elio, Marit, Tarek, Wanda, Bo, Chiara, Anouk, Rafael, Kerstin, Imani, Lasse"""
)
LAST = cut(
    """Oduya, Hartmann, Sinclair, Moreau, Bhat, Kowal, Eriksen, Duarte, Tanaka, Vogel, Reyes, Nyman, Okoro, Silva,
    Brandl, Farkas, Iyer, Lund, Mercer, Novak, Pohl, Quist, Rossi, Sato, Thorne, Ulrich, Varma, Weller, Yilmaz,
    Zeman"""
)
SITES = cut(
    """north hall, dock seven, the old foundry, plant two, the harbour site, building C, the training yard, hall nine,
    the river depot, the west gate, the paint shop, bay fourteen, the upper office, the annex, line three, the
    mezzanine"""
)
AGENT_FIRST = cut(
    """amber, birch, cobalt, delta, ember, flint, grove, heron, iris, juniper, kestrel, lark, maple, nova, onyx, pine,
    quartz, raven, slate, tidal, umber, vista, willow, zephyr, atlas, bravo, cedar, dune, fjord, harbor"""
)
AGENT_LAST = cut("helper, desk, mate, bot, assistant, runner, clerk, buddy, agent, worker, pilot, hand, scout, service")
