"""Who says so: cues of every construction, chains, accounts that run on, talks and tables."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tumen.codebook.document import Block, BlockKind, Capture, Document
from tumen.codebook.source import SourceKind
from tumen.extracting.attribution import Attribution, attribute
from tumen.extracting.dialogue import find_speakers
from tumen.extracting.full_names import full_names
from tumen.extracting.marking import mark
from tumen.extracting.source_places import OptionKind
from tumen.extracting.telling import Telling
from tumen.extracting.voice import Voice
from tumen.packs import load_pack
from tumen.reading import read


def document(text: str, publisher: str | None = None) -> Document:
    """A document whose blocks are the paragraphs of the text."""
    blocks, place = [], 0
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            blocks.append(Block(kind=BlockKind.PARAGRAPH, start=place, end=place + len(paragraph)))
        place += len(paragraph) + 2
    return Document(id="d", text=text, blocks=tuple(blocks), publisher=publisher)


def voices(text: str) -> tuple[Voice, ...]:
    return Telling(mark(document(text), None)).voices[-1]


def source_of(text: str, words: str, publisher: str | None = None) -> Attribution:
    """The attribution of the words, which stand once in the text."""
    reading = mark(document(text, publisher), None)
    for sentence in reading.sentences:
        start = sentence.text.find(words)
        if start >= 0:
            return attribute(reading).at(sentence.index, start, start + len(words))
    raise AssertionError(words)


def names(found: Attribution) -> list[str]:
    return [source.name for source in found.sources]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("Seoul's spy agency said that 600 men had died.", "Seoul's spy agency", "intelligence"),
        ("About 600 men had died, a port agent says.", "port agent", "company"),
        ("About 600 men had died, says a port agent.", "port agent", "company"),
        ("About 600 men had died, according to Ukrainian officials.", "Ukrainian officials", "official_anonymous"),
        ("By the defence ministry's count 600 men had died.", "defence ministry", "government"),
        ("Kyiv put the first shipment at 200 missiles.", "Kyiv", "government"),
        ("The contractor, BuildCo, denies that 600 men came.", "BuildCo", "company"),
        ("About 600 men had died, as reported by Yonhap.", "Yonhap", "media"),
        ("Seoul's military in March: 600 men dead.", "Seoul's military", "military"),
        ("Some 600 men fell, if one believes the defence ministry.", "defence ministry", "government"),
        ("Some 600 men fell, if the defence ministry is right.", "defence ministry", "government"),
        ("Some 600 men fell, the arms agency DAPA said.", "DAPA", "media"),
        ("In December Minsk said that 600 men fell.", "Minsk", "government"),
        ("Some 600 men fell, a forwarder there tells us, in a year.", "forwarder", "company"),
        ("Its director, Larisa Bogdan, told the chamber that 120 women came.", "Larisa Bogdan", "company"),
    ],
)
def test_each_construction_names_its_source(text: str, speaker: str, kind: str) -> None:
    found = [(voice.speakers[0].name, voice.speakers[0].kind) for voice in voices(text)]
    assert (speaker, SourceKind(kind)) in found


def test_the_outlet_that_was_told_stands_nearest_the_text() -> None:
    (voice,) = voices("Defence Minister Shin Won-sik told Bloomberg that 600 men had died.")
    assert voice.told is not None
    assert (voice.told.name, voice.speakers[0].name) == ("Bloomberg", "Shin Won-sik")


def test_a_parliament_that_was_told_is_no_link() -> None:
    (voice,) = voices("The NIS told parliament that 600 men had died.")
    assert voice.told is None


def test_what_a_verb_of_giving_does_is_no_account() -> None:
    assert voices("Russia gave the North two modules last year.") == ()


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        ("The NIS said that 600 men had died.", "600", ["NIS"]),
        (
            "CNN, citing Western officials, reported that Iran was sending 1,000 missiles.",
            "1,000",
            ["CNN", "Western officials"],
        ),
        (
            "Shin Won-sik told Bloomberg that 10,000 containers had gone to Russia.",
            "10,000",
            ["Bloomberg", "Shin Won-sik"],
        ),
        ("About 600 men have died, according to Ukraine's General Staff.", "600", ["Ukraine's General Staff"]),
    ],
)
def test_the_chain_ends_with_the_origin(text: str, words: str, chain: list[str]) -> None:
    assert names(source_of(text, words)) == chain


def test_the_documents_own_statement_has_no_source() -> None:
    assert source_of("Russia and North Korea signed a treaty in June.", "treaty").sources == ()


def test_he_goes_back_to_the_minister() -> None:
    text = "Defence Minister Shin Won-sik spoke of 10,000 containers. They could hold 4.8 million shells, he added."
    assert names(source_of(text, "4.8 million")) == ["Shin Won-sik"]


def test_sources_named_together_stand_apart() -> None:
    text = "A U.S. official and a European diplomat told Reuters that 400 missiles had been delivered to Russia."
    found = source_of(text, "400")
    assert names(found)[-1] == "U.S. official"
    assert [source.name for source in found.also_said_by] == ["European diplomat"]


def test_what_the_publisher_says_of_itself_is_its_own() -> None:
    text = "The Harbour Institute said that 600 boxes had been shipped to Russia."
    assert source_of(text, "600", publisher="Harbour Institute").sources == ()
    assert names(source_of(text, "600")) == ["Harbour Institute"]


def test_labels_tell_who_speaks_in_a_talk() -> None:
    text = "HOST: How many?\n\nORTEGA: Some 600 men.\n\nHOST: And shells?\n\nORTEGA: Two million shells."
    reading = mark(document(text), None)
    speakers = find_speakers(reading)
    assert [s.name if s else None for s in speakers] == [None, "Ortega", None, "Ortega"] or all(
        s is None or s.name.lower().endswith("ortega") for s in speakers
    )
    assert names(source_of(text, "600"))[0].lower().endswith("ortega")


def test_an_answer_is_carried_with_its_doubt() -> None:
    text = "The NIS said on Monday that 600 men had died. Another 2,700 had been wounded."
    found = source_of(text, "2,700")
    assert 0 <= found.confidence <= 1
    assert found.reason


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=150))
@settings(max_examples=25, deadline=None)
def test_any_text_has_an_answer(text: str) -> None:
    reading = mark(document(f"The NIS said {text} 600 men."), None)
    sources = attribute(reading)
    for sentence in reading.sentences:
        found = sources.at(sentence.index, 0, len(sentence.text))
        assert all(source.name.strip() for source in (*found.sources, *found.also_said_by))


@pytest.mark.parametrize(
    "text",
    [
        "The Pentagon and the International Atomic Energy Agency have arrived separately at 4,000 shells a week.",
        "Two bodies have 4,000 shells a week in their tables: the Pentagon and the International Atomic Energy Agency.",
    ],
)
def test_who_is_named_together_with_a_source_says_the_same_though_no_verb_of_saying_joins_them(text: str) -> None:
    reading = mark(document(text), None)
    options = attribute(reading).options(0, text.find("4,000"), text.find("4,000") + 5)
    joined = [option for option in options if [speaker.name for speaker in option.also]]
    assert any("Atomic" in speaker.name for option in joined for speaker in option.also)


def speakers(text: str) -> list[str | None]:
    return [None if owner is None else owner.name for owner in find_speakers(mark(document(text), None))]


def test_an_interview_is_told_by_its_questions_and_answers_that_say_i() -> None:
    text = (
        "Giulia Ferrante, who bought gas for an Italian utility, now lives in Livorno.\n\n"
        "How much do we owe Algiers?\nIn kilowatts, a great deal. I counted.\n\n"
        "Is there Italian money in the ground?\nThere will be.\n\n"
        "What of wheat?\nIt was sown last year."
    )
    assert speakers(text)[2] == "Giulia Ferrante"
    assert speakers(text)[1] is None


def test_an_article_that_asks_its_own_questions_is_no_interview() -> None:
    text = (
        "Giulia Ferrante bought gas for an Italian utility.\n\nHow much does Italy owe?\nA great deal.\n\n"
        "Is there money in the ground?\nThere will be.\n\nWhat of wheat?\nIt was sown last year."
    )
    assert set(speakers(text)) == {None}


@pytest.mark.parametrize(
    ("title", "opening", "first", "speaker"),
    [
        ("Cranes of Nakhodka", "Branko, 51, moved the boxes.", "What was in them?", "Branko"),
        ("Cranes of Nakhodka", "Ms Orel, a crane driver, moved the boxes.", "What was in them?", "Ms Orel"),
        ("Answers of the port's harbourmaster to our questions", "It rained.", "What came?", "port's harbourmaster"),
        ("Eight minutes with a retired docker", "It rained.", "What came?", "retired docker"),
        ("Oh Min-ji: 'We counted the boxes'", "It rained.", "What came?", "Oh Min-ji"),
        ("The evidence, day nine", "It rained.", "You were the paymaster at Bria?", "paymaster"),
        ("The evidence, day nine", "It rained.", "What came, Mr Aydin?", "Mr Aydin"),
        ("Explained: what the cranes move", "It rained.", "What came?", None),
    ],
)
def test_who_answers_may_be_told_before_or_in_the_questions(
    title: str, opening: str, first: str, speaker: str | None
) -> None:
    asked = f"{opening}\n\n{first}\n\nForty boxes came.\n\nHow many left?\n\nNine left.\n\nAnd since?\n\nNone came."
    answered = read(Capture(name="t.md", content=f"# {title}\n\n{asked}".encode()))
    owners = [owner and owner.name for owner in find_speakers(mark(answered, None))]
    assert owners == [None, None, None, speaker, None, speaker, None, speaker]


def test_whose_answer_it_is_holds_till_the_next_question() -> None:
    text = (
        "Question by R. Kotwal: what was given?\n\nAnswer by the Minister of State:\n\nA loan of 400 million dollars."
        "\n\nQuestion by S. Rao: and to Nepal?"
    )
    assert speakers(text) == [None, None, "Minister of State", None]


def test_a_record_that_an_outlet_saw_may_be_the_origin() -> None:
    reading = mark(document("The price of 32 tankers stands in a contract seen by Reuters."), None)
    chains = [[s.name for s in option.chain] for option in attribute(reading).options(0, 0, 12)]
    assert ["Reuters", "contract"] in [[name.split()[0] for name in chain] for chain in chains]


def test_a_nameless_speaker_goes_by_what_he_is() -> None:
    text = (
        "SPEAKER (former deputy minister): Tanks, sixty-two.\n\nVOICE: And what did we get?\n\n"
        "SPEAKER: Fourteen Leopards.\n\nVOICE: For nothing?"
    )
    assert speakers(text) == ["former deputy minister", None, "former deputy minister", None]


def test_who_told_it_may_stand_in_the_next_sentence() -> None:
    text = "Pyongyang is weighing sending 25,000 workers. This was reported by NHK with reference to diplomats."
    options = attribute(mark(document(text), None)).options(0, 0, 10)
    following = [option for option in options if option.kind is OptionKind.FOLLOWING]
    assert [speaker.name for option in following for speaker in option.chain] == ["NHK", "diplomats"]


def test_officials_of_two_states_speak_as_one() -> None:
    text = "More than 10,000 soldiers have been sent, according to US and South Korean officials."
    assert names(source_of(text, "10,000")) == ["US and South Korean officials"]


@pytest.mark.parametrize(
    "text",
    [
        "More than 10,000 soldiers were sent to Russia, South Korean officials said.",
        "In Japan, South Korean officials said that more than 10,000 soldiers were sent.",
        "More than 10,000 soldiers had left North Korea, South Korean officials said.",
    ],
)
def test_a_state_before_a_comma_is_not_joined_to_who_speaks(text: str) -> None:
    assert names(source_of(text, "10,000")) == ["South Korean officials"]


def test_a_name_does_not_end_with_an_article() -> None:
    text = "About 25,000 men may go, as reported by diplomats in Russia and the West."
    assert names(source_of(text, "25,000")) == ["diplomats in Russia"]


def named(text: str, words: str, kind: OptionKind) -> list[str]:
    """Origins of one sort among the possible sources of the words, which stand once in the text."""
    reading = mark(document(text), None)
    (spot,) = [(s.index, s.text.find(words)) for s in reading.sentences if words in s.text]
    options = attribute(reading).options(*spot, spot[1] + len(words))
    return [option.chain[-1].name for option in options if option.kind is kind]


def test_whoever_is_named_near_a_figure_may_be_its_source_though_nothing_says_so() -> None:
    text = "Norway's steward on the quay has a list. Of the guns 90 went to Kyiv."
    assert "Norway's steward on the quay" in named(text, "90", OptionKind.NEARBY)


def test_an_account_far_off_may_still_be_the_source() -> None:
    bodies = ("navy", "institute in Bamako", "navy", "army", "embassy", "customs")
    text = " ".join(f"The {body} said that it has {count} ships." for count, body in enumerate(bodies, 3))
    assert named(f"{text} Two lorries came from Mali.", "Two lorries", OptionKind.FARTHER) == ["institute in Bamako"]


def test_the_same_ministry_before_a_colon_is_the_one_named_before() -> None:
    text = "Seoul's defence ministry counted 7,000 containers. The same ministry: at least 10,000 containers."
    assert names(source_of(text, "10,000")) == ["Seoul's defence ministry"]


def test_the_same_ministry_without_one_before_is_nobody() -> None:
    assert names(source_of("Same ministry: at least 10,000 containers.", "10,000")) == []


def test_the_dead_are_no_source() -> None:
    text = "The number of killed soldiers, the service reckons, is 100. Pyongyang also sent 10,000 boxes."
    assert "killed soldiers" not in names(source_of(text, "10,000"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"By summer they will be gone," said Yang Hee-joon, a lawmaker on the committee.', "Yang Hee-joon"),
        ('"We have lost 300 men," said the Iran-backed group.', "Iran-backed group"),
        ('"Hundreds," one of the returned men told the Financial Times.', "returned men"),
        ("Each had earned 5,000 dollars, one of them, a former legionnaire, told Radio France.", "former legionnaire"),
        ("France sent 70 tonnes of flour, an adjutant recalls; Egypt sent rice.", "adjutant"),
        ("One of the officers said that 40 tanks had come.", "officers"),
        ("A gravedigger counts thirteen Russians.", "gravedigger"),
        ("Another cutter is on its way, Vice-President Harris said.", "Harris"),
        ("It has asked India, whose ministers say that eight aircraft are ready.", "ministers"),
    ],
)
def test_who_speaks_is_named_whole_and_found_where_the_parser_errs(text: str, speaker: str) -> None:
    assert [voice.speakers[0].name for voice in voices(text)] == [speaker]


def test_a_sign_a_part_of_a_name_and_an_arm_are_nobody_who_could_speak() -> None:
    text = "Vice-President Harris said that the Crocus City Hall and the al-Qard bank had 40 launchers."

    assert {"-", "Vice", "Vice-President", "Crocus", "City", "launchers"}.isdisjoint(
        named.speaker.name for named in Telling(mark(document(text), None)).possible_speakers[-1]
    )


def test_who_was_met_before_a_he_may_be_who_speaks() -> None:
    text = "At the back sat a retired barber from Samsun. His version is that twenty-six wagons had gone north."
    reading = mark(document(text), None)
    start = reading.sentences[1].text.find("twenty-six")
    options = attribute(reading).options(1, start, start + 10)
    assert any("barber" in option.chain[-1].name for option in options if option.chain)


def test_a_label_that_nothing_else_names_may_tell_whose_words_they_are() -> None:
    text = (
        "DARIA: They came in March.\n\nFourteen of them stay in my house.\n\nKITCHEN STAFF\n\nCanada's: 80,000 motors."
    )
    assert named(text, "Fourteen", OptionKind.LABELLED) == ["DARIA"]
    assert named(text, "80,000", OptionKind.LABELLED) == ["Canada"]


def test_he_may_be_somebody_met_whose_trade_no_list_of_offices_holds() -> None:
    text = (
        "Kirby told reporters nothing. An employee of the ministry, met in a car, filled in the rest. "
        "Eleven Turks stay on, he went on, to fly them."
    )
    assert names(source_of(text, "Eleven")) == ["employee of the ministry"]


def test_a_seat_speaks_for_its_state_though_the_paper_bears_its_name() -> None:
    text = "By Kyiv's account those soldiers have had 4,000 casualties so far."
    assert names(source_of(text, "4,000", publisher="The Kyiv Independent")) == ["Kyiv"]
    assert (
        names(source_of(text.replace("Kyiv's", "the Independent's"), "4,000", publisher="The Kyiv Independent")) == []
    )


def test_a_spokesman_speaks_for_the_body_that_his_phrase_names() -> None:
    (voice,) = voices("In it a spokesman for the SBU says that two men were taken.")
    assert voice.speakers[0].name == "SBU"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("So Vadym Skibitskyi told Reuters in an interview that 40 men had come.", "Vadym Skibitskyi"),
        ("Five systems are due, according to German Chancellor Olaf Scholz.", "Olaf Scholz"),
        ("The Saudi Arabian Port Authority said that 40 ships had come.", "Saudi Arabian Port Authority"),
    ],
)
def test_what_opens_a_sentence_and_a_people_are_no_part_of_a_name(text: str, speaker: str) -> None:
    assert speaker in [each.name for voice in voices(text) for each in voice.speakers]


def test_the_same_office_is_the_body_named_before() -> None:
    text = "The Federal Statistics Bureau put it at $2.7bn. For 2024 the same office had counted $2.1bn."
    assert names(source_of(text, "$2.1bn")) == ["Federal Statistics Bureau"]


def test_a_study_goes_back_to_the_body_named_before() -> None:
    text = "An analysis for the Friedrich Naumann Foundation holds it true. The study finds that 15,000 men came."
    assert names(source_of(text, "15,000")) == ["Friedrich Naumann Foundation"]


@pytest.mark.parametrize(
    ("text", "figure", "source"),
    [
        (
            "The Open Ports Watch Group (OPWG) counts ships. North Korea sent 400 containers to Russia, OPWG said.",
            "400",
            "Open Ports Watch Group (OPWG)",
        ),
        (
            "The South African National Defence Force (SANDF) has lost a camp. The SANDF said 12 men were hurt.",
            "12",
            "South African National Defence Force (SANDF)",
        ),
        (
            "South Korea's Defense Intelligence Agency (DIA) briefed them. Russia got 400 containers, the DIA said.",
            "400",
            "South Korea's Defense Intelligence Agency (DIA)",
        ),
        ("The port of Rajin (OPWG) is watched. Russia got 400 containers, OPWG said.", "400", "OPWG"),
        (
            "The Open Ports Watch Group (OPWG) and Our Ports Workers Guild (OPWG) differ. Russia got 400, OPWG said.",
            "400",
            "OPWG",
        ),
        (
            "Russia's Ministry of Foreign Affairs (MFA) denied it. Ukraine's MFA has 400 men. He is one, MFA said.",
            "400",
            "MFA",
        ),
        (
            "The Russian Ministry of Finance published a budget. Russia got 400 containers, the FSB said.",
            "400",
            "FSB",
        ),
    ],
)
def test_a_body_told_in_full_and_by_its_letters_has_one_name(text: str, figure: str, source: str) -> None:
    assert names(source_of(text, figure)) == [source]


def test_a_body_of_the_case_may_have_its_letters_elsewhere_but_only_its_own() -> None:
    text = "The National Intelligence Service spoke. Later the NIS denied it, and so did Seoul's spies."
    reading = mark(read(Capture(name="a.txt", content=text.encode())), load_pack())
    assert full_names(reading)["nis"].name == "National Intelligence Service (NIS)"
    text = "The Russian Ministry of Finance spoke. Later the FSB denied it."
    assert not full_names(mark(read(Capture(name="a.txt", content=text.encode())), load_pack()))
