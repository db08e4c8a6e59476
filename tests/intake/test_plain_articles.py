"""Plain and Markdown texts: stored unchanged, their heads read, their furniture left out of the body."""

from datetime import date

import pytest

from onrecord.errors import ArticleError
from onrecord.intake import parse
from onrecord.vocabulary import Article, When

LEAD = "The foreign minister of Ruritania said on Monday that her country would return to the talks in Zenda next week."
MORE = "“We never left the table,” Anna Sorel told reporters. “Others did, and they know it.”"
PROSE = f"{LEAD}\n\n{MORE}\n\nStrelsau has not answered so far, and its ambassador declined to comment."


def article(text: str, **options) -> Article:
    (found,) = parse(text.encode(), **options)
    return found


def body(text: str, **options) -> str:
    found = article(text, **options)
    return "\n".join(found.text[start:end] for start, end in found.body)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_stored_text_is_the_content_with_its_line_breaks_as_they_stand(end):
    text = PROSE.replace("\n", end) + "  \t" + end
    assert article(text).text == text


def test_the_title_is_the_first_line_that_stands_like_one_and_stays_in_the_body():
    found = article(f"Ruritania Returns to Zenda Talks\n\n{PROSE}")
    assert found.title == "Ruritania Returns to Zenda Talks"
    assert found.body[0][0] == 0


def test_a_text_that_begins_with_prose_has_no_title():
    assert article(PROSE).title is None


def test_a_caption_above_the_place_of_its_picture_is_not_the_title():
    caption = "Sorel arrives in Zenda for talks with the regent of Strelsau."
    text = f"{caption}\n![]() |\nSorel Opens the Door to a Deal |\n{PROSE}"
    assert article(text).title == "Sorel Opens the Door to a Deal"


def test_markdown_headings_are_titles_without_their_marks():
    assert article(f"# Zenda talks resume\n\n{PROSE}").title == "Zenda talks resume"


def test_front_matter_is_read_and_left_out_of_the_body():
    front = (
        '---\ntitle: "Talks resume"\ndate: 2031-05-04\nsource: Zenda Courier\nurl: https://courier.example/talks\n---\n'
    )
    found = article(front + PROSE)
    assert (found.title, found.outlet, found.url) == ("Talks resume", "Zenda Courier", "https://courier.example/talks")
    assert found.published == When(date(2031, 5, 4), date(2031, 5, 4), "dateline")
    assert found.body[0][0] == len(front)
    assert found.text.startswith("---")


def test_a_header_of_a_news_database_is_read_and_left_out():
    text = f"Title: Talks resume\nSource: Zenda Courier\nDate: 4 May 2031\nByline: Rudolf Rassendyll\n\n{PROSE}"
    found = article(text)
    assert (found.title, found.outlet, found.byline) == ("Talks resume", "Zenda Courier", "Rudolf Rassendyll")
    assert found.published == When(date(2031, 5, 4), date(2031, 5, 4), "dateline")
    assert "4 May" not in body(text)


@pytest.mark.parametrize(
    "furniture",
    [
        "ua en ru",
        "EN | DE | FR",
        "English · Deutsch · Français",
        "![]() |",
        "![A view of Zenda](zenda.jpg)",
        "Photo: Zenda Press",
        "Anna Sorel, the foreign minister of Ruritania (Photo: Zenda Press)",
        "Anna Sorel speaks in Zenda. (AP Photo/Fritz Tarlenheim)",
        "Comments",
        "Share",
        "Share this article",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Follow us on Telegram",
        "Subscribe to our newsletter",
        "Sign up for our daily newsletter",
        "Advertisement",
        "Read more: Strelsau halts grain exports",
        "Also read: Strelsau halts grain exports",
        "Tags: Zenda, talks, Ruritania",
        "© 2031 Zenda Courier. All rights reserved.",
        "https://courier.example/talks",
        "3 min read",
    ],
)
def test_furniture_is_kept_in_the_text_and_left_out_of_the_body(furniture):
    text = f"Talks Resume in Zenda\n\n{LEAD}\n\n{furniture}\n\n{MORE}"
    assert furniture in article(text).text
    assert furniture not in body(text)
    assert LEAD in body(text)
    assert MORE in body(text)


@pytest.mark.parametrize(
    "prose",
    [
        "Share prices fell after the minister spoke, traders in Zenda said.",
        "Comments by the regent were “unhelpful,” Sorel said.",
        "“Photos of the accident were shown to us,” the envoy said.",
        "Subscribe, the party urged its members, to no such promise.",
        "It is on to the next round, she said.",
        "Sign the treaty or leave, he told them.",
        "Advertisement of the treaty text is required by law, the court found.",
        "The Zenda Courier reported earlier that the talks had failed. (The paper later withdrew the report.)",
    ],
)
def test_prose_that_begins_like_furniture_stays(prose):
    assert prose in body(f"Talks Resume in Zenda\n\n{LEAD}\n\n{prose}\n\n{MORE}")


def test_a_list_of_other_headlines_at_the_end_is_furniture():
    others = "\n".join(
        [
            "Strelsau Halts Grain Exports Amid Border Dispute",
            "Regent Names New Envoy to the Eastern Provinces",
            "Storm Leaves Thousands Without Power in Hentzau",
            "Zenda Castle to Reopen After Ten Years of Repairs",
        ]
    )
    text = f"{PROSE}\n\n\n{others}\n\n"
    assert body(text) == PROSE


def test_a_closing_list_of_the_articles_own_stays():
    dates = "\n".join(["May 4 – Zenda, Town Hall", "May 6 – Strelsau, Old Palace", "May 9 – Hentzau, Rupert Hall"])
    assert "Strelsau, Old Palace" in body(f"{PROSE}\n\n{dates}")


def test_headlines_under_a_heading_of_links_are_furniture():
    links = "Related articles\nRegent names new envoy to the east\nStorm leaves thousands without power"
    text = f"{LEAD}\n\n{links}\n\n{MORE}"
    assert body(text) == f"{LEAD}\n{MORE}"


@pytest.mark.parametrize("prompt", ["12 Comments", "Comments (3)", "Post a Comment", "Leave a comment", "No comments"])
def test_prompts_to_comment_at_the_end_are_furniture(prompt):
    assert body(f"{PROSE}\n\n{prompt}\nPost a Comment") == PROSE


def test_what_readers_write_under_the_article_is_furniture():
    text = f"{PROSE}\n\n2 Comments\n\nJohn: The minister said nothing new, as ever.\n\nMary: She is right."
    assert body(text) == PROSE


def test_a_menu_before_the_title_is_furniture():
    text = f"Home\nWorld\nPolitics\nSport\n\nRuritania Returns to the Zenda Talks\n\n{PROSE}"
    assert body(text).startswith("Ruritania Returns")


def test_section_date_and_author_in_bullets_are_read_and_left_out():
    text = f"Ruritania returns to talks\n- In Reports\n- 12:34 PM, May 4, 2031\n- Courier Staff\n{PROSE}"
    found = article(text)
    assert found.published == When(date(2031, 5, 4), date(2031, 5, 4), "dateline")
    assert found.byline == "Courier Staff"
    assert body(text) == f"Ruritania returns to talks\n{PROSE}"


@pytest.mark.parametrize(
    "line", ["By Anna Sorel", "By Anna Sorel and Fritz von Tarlenheim", "By A. Sorel, Staff Writer"]
)
def test_the_byline_is_read_and_left_out(line):
    text = f"Ruritania Returns to Talks\n{line}\n\n{PROSE}"
    assert article(text).byline == line.removeprefix("By ")
    assert line not in body(text)


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("May 4, 2031", date(2031, 5, 4), date(2031, 5, 4)),
        ("Published: 4 May 2031", date(2031, 5, 4), date(2031, 5, 4)),
        ("Sunday, 4th of May 2031, 10:15 am GMT", date(2031, 5, 4), date(2031, 5, 4)),
        ("2031-05-04 10:15", date(2031, 5, 4), date(2031, 5, 4)),
        ("04.05.2031", date(2031, 5, 4), date(2031, 5, 4)),
        ("04/05/2031", date(2031, 4, 5), date(2031, 5, 4)),
        ("25/04/2031", date(2031, 4, 25), date(2031, 4, 25)),
        ("Published May 4, 2031 | Updated May 6, 2031", date(2031, 5, 4), date(2031, 5, 4)),
        ("Updated May 6, 2031", None, date(2031, 5, 6)),
        ("By Anna Sorel | May 4, 2031", date(2031, 5, 4), date(2031, 5, 4)),
    ],
)
def test_datelines_give_a_day_or_an_interval(line, first, last):
    found = article(f"Ruritania Returns to Talks\n\n{line}\n\n{PROSE}").published
    assert (found.earliest, found.latest) == (first, last)
    assert found.basis.startswith("dateline")


def test_datelines_that_differ_make_an_interval():
    found = article(f"Ruritania Returns to Talks\nMay 4, 2031\nZenda, May 6, 2031\n\n{PROSE}").published
    assert found == When(date(2031, 5, 4), date(2031, 5, 6), "dateline")


def test_a_full_date_before_the_first_sentence_is_a_dateline():
    found = article(f"Talks resume\n\nZENDA, May 4, 2031 (Courier News) — {LEAD}").published
    assert found == When(date(2031, 5, 4), date(2031, 5, 4), "dateline")


@pytest.mark.parametrize("line", ["First published on 4 May 2031", "Published 4 May 2031\n\nZenda Media Group"])
def test_a_dateline_may_stand_at_the_end(line):
    found = article(f"{PROSE}\n\n{line}")
    assert found.published == When(date(2031, 5, 4), date(2031, 5, 4), "dateline")
    assert "4 May" not in body(found.text)


def test_dates_of_a_list_at_the_end_are_no_dateline():
    assert article(f"{PROSE}\n\nMay 4, 2031\n\nTalks in Zenda, the palace said.").published is None


def test_a_date_in_the_prose_is_no_dateline():
    assert (
        article(f"Talks resume\n\nOn May 4, 2031, the parties will meet again, Sorel said.\n\n{PROSE}").published
        is None
    )


@pytest.mark.parametrize(
    ("options", "basis"),
    [
        ({"path": "courier_2031-05-04_talks.txt"}, "file name"),
        ({"path": "20310504-talks.txt"}, "file name"),
        ({"url": "https://courier.example/2031/05/04/talks"}, "address"),
        ({"url": "https://courier.example/news/2031/may/04/talks"}, "address"),
        ({"published": date(2031, 5, 4)}, "given"),
    ],
)
def test_the_date_is_taken_from_outside_the_text_where_that_tells_it(options, basis):
    assert article(PROSE, **options).published == When(date(2031, 5, 4), date(2031, 5, 4), basis)


def test_an_address_with_a_month_only_gives_the_month():
    found = article(PROSE, url="https://courier.example/2031/02/talks").published
    assert found == When(date(2031, 2, 1), date(2031, 2, 28), "address")


@pytest.mark.parametrize("name", ["talks-123456789.txt", "99999999.txt", "2031-13-45.txt", "article-20319999.txt"])
def test_numbers_that_are_no_date_are_no_date(name):
    assert article(PROSE, path=name).published is None


def test_what_the_user_says_goes_before_what_the_text_says():
    found = article(f"Talks resume\nMay 4, 2031\n\n{PROSE}", published=date(2030, 1, 1), outlet="Strelsau Post")
    assert found.published == When(date(2030, 1, 1), date(2030, 1, 1), "given")
    assert found.outlet == "Strelsau Post"


def test_the_outlet_of_a_known_host_is_known_and_of_others_is_not_guessed():
    assert article(PROSE, url="https://www.bbc.co.uk/news/world-1").outlet == "BBC"
    assert article(PROSE, url="https://www.courier.example/1").outlet is None


def test_the_language_is_told_from_the_text():
    german = (
        "Die Außenministerin von Ruritanien sagte am Montag, ihr Land werde an den Verhandlungstisch zurückkehren. " * 3
    )
    assert (article(PROSE).language, article(german).language) == ("en", "de")


def test_of_a_few_words_no_language_is_claimed():
    assert article("Zenda: Sorel").language is None


def test_the_same_text_of_the_same_outlet_is_the_same_article():
    assert article(PROSE, path="a.txt").id == article(PROSE, path="b.txt").id
    assert article(PROSE, outlet="A").id != article(PROSE, outlet="B").id


@pytest.mark.shared
def test_prose_is_not_taken_for_furniture(shared):
    """Every annotated content span of the political news lies in the body."""
    for file in sorted((shared / "gold/polnear/dev/text").glob("*.txt")):
        found = parse(file.read_bytes(), path=file.name)[0]
        covered = {at for start, end in found.body for at in range(start, end)}
        for notes in (shared / "gold/polnear/dev/attributions").glob(f"{file.stem}*.ann"):
            for line in notes.read_text(encoding="utf-8").splitlines():
                kind, _, spans = line.partition("\t")[2].partition("\t")[0].partition(" ")
                for span in spans.split(";") if kind == "Content" else []:
                    start, end = map(int, span.split())
                    assert all(at in covered for at in range(start, end) if not found.text[at].isspace()), file.name


@pytest.mark.shared
def test_the_coverage_shows_no_furniture_in_its_bodies(shared):
    """Comment prompts, the language switch, credits, placeholders, bullets and the other headlines are left out."""
    files = sorted((shared / "coverage").glob("*.txt"))
    bodies = []
    for file in files:
        (found,) = parse(file.read_bytes(), path=str(file))
        assert found.text == file.read_bytes().decode("utf-8")
        bodies.append("\n".join(found.text[start:end] for start, end in found.body))
    assert [len(each) for each in bodies] == [len(each.strip()) for each in bodies]
    for word in ("Post a Comment", "![]", "Photo:", "ua en ru", "In Reports", "Korea Zinc"):
        assert not any(word in each for each in bodies), word


def test_nothing_but_blanks_is_refused():
    with pytest.raises(ArticleError, match="is empty"):
        parse(b" \n\t\r\n")
