"""Files, folders and standard input: what can be read is, what cannot gives one error that says what to do."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import ArticleError, RequestError
from onrecord.intake import articles, parse
from onrecord.intake.limits import ARTICLE_BYTES
from onrecord.vocabulary import Article

TEXT = "The foreign minister of Ruritania said on Monday that her country would return to the talks in Zenda.\n"


def test_folders_are_read_with_all_below_them_in_order(tmp_path):
    for name in ("b.txt", "a/z.md", "a/a.txt", "c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"<html><body><p>{TEXT * 3}</p></body></html>" if "html" in name else TEXT + name)
    found = [each.path for each in articles([str(tmp_path)])]
    assert found == [str(tmp_path / name) for name in ("a/a.txt", "a/z.md", "b.txt", "c.html")]


def test_what_stands_beside_articles_is_passed_over(tmp_path):
    for name in ("README.md", "codebook.yaml", ".hidden.txt", "picture.png", "onrecord.db"):
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "a.txt").write_text(TEXT)
    assert [each.path for each in articles([str(tmp_path)])] == [str(tmp_path / "a.txt")]


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t",
    "image.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "binary.dat": bytes(range(256)) * 40,
    "nul.txt": TEXT.encode() + b"\0\0" + TEXT.encode(),
    "document.pdf": b"%PDF-1.7 ...",
    "document.docx": b"PK\x03\x04...",
    "cut.json": b'{"headline": "Talks", "articleBody": "The for',
    "cut.txt.gz": b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03K",
    "page.html": b"<html><head><title>x</title></head><body></body></html>",
    "list.jsonl": b"\n\n",
}


def test_each_bad_file_gives_one_error_that_names_it_and_the_rest_is_read(tmp_path):
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    found = list(articles([str(tmp_path)]))
    errors = {Path(each.where).name: each for each in found if isinstance(each, ArticleError)}
    assert set(errors) == set(BAD)
    assert len(found) == len(BAD) + 1
    assert all(each.reason and each.advice and "\n" not in str(each) for each in errors.values())


def test_a_file_above_the_limit_is_refused_unread(tmp_path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(4 * ARTICLE_BYTES)
    (found,) = articles([str(tmp_path / "huge.txt")])
    assert "200 MB" in found.reason


def test_one_line_above_the_limit_is_skipped_in_a_file_of_any_size(tmp_path):
    with (tmp_path / "huge.jsonl").open("wb") as file:
        file.write(b'{"text": "first"}\n')
        file.truncate(2 * ARTICLE_BYTES)
        file.seek(0, io.SEEK_END)
        file.write(b'\n{"text": "last"}\n')
    first, middle, last = articles([str(tmp_path / "huge.jsonl")])
    assert (first.text, last.text) == ("first", "last")
    assert isinstance(middle, ArticleError)


@pytest.mark.parametrize("name", ["missing.txt", "a\0b.txt", "x" * 5000])
def test_a_file_that_is_not_there_is_one_error(tmp_path, name):
    (found,) = articles([f"{tmp_path}/{name}"])
    assert isinstance(found, ArticleError)


def test_a_folder_without_articles_is_one_error(tmp_path):
    (found,) = articles([str(tmp_path)])
    assert found.reason == "is a folder without articles"


def test_links_that_lead_round_in_circles_end(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    found = list(articles([str(tmp_path)]))
    assert [type(each) for each in found] == [Article, ArticleError]


def test_a_file_that_may_not_be_read_is_one_error(tmp_path):
    (tmp_path / "closed.txt").write_text(TEXT)
    (tmp_path / "closed.txt").chmod(0)
    if os.access(tmp_path / "closed.txt", os.R_OK):
        pytest.skip("this user may read every file")
    (found,) = articles([str(tmp_path / "closed.txt")])
    assert found.reason == "may not be read"


def test_standard_input_is_named_by_a_dash(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (found,) = articles(["-"], outlet="Zenda Courier")
    assert (found.text, found.path, found.outlet) == (TEXT, None, "Zenda Courier")


def test_an_unknown_format_is_a_request_that_cannot_be_served():
    with pytest.raises(RequestError, match="known are text, html"):
        parse(b"x", format="docx")


def test_a_format_that_is_named_goes_before_what_the_file_looks_like():
    markup = "<html><body><p>Not taken apart, the clerk of Zenda said.</p></body></html>"
    assert parse(markup.encode(), format="text")[0].text == markup


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_recognised(encoding):
    text = "Die Außenministerin von Ruritanien sagte: „Wir kehren nach Zenda zurück, über die Brücke.“\n"
    assert parse(text.encode(encoding))[0].text == text


def test_other_alphabets_in_old_encodings_are_recognised():
    text = "Министр иностранных дел Руритании заявила в понедельник, что страна вернётся к переговорам в Зенде. " * 3
    assert parse(text.encode("cp1251"))[0].text == text


def test_a_few_bad_bytes_in_sound_utf8_do_not_garble_the_rest():
    text = "„Wir kehren zurück“, sagte die Außenministerin über die Gespräche. " * 20
    data = text.encode() + b"\xff" + text.encode()
    assert parse(data)[0].text == text + "\ufffd" + text


def test_a_character_cut_at_the_end_costs_only_itself():
    assert parse("Sie sagte: „Zenda“".encode()[:-1])[0].text == "Sie sagte: „Zenda\ufffd"


def test_mojibake_of_the_whole_text_is_undone():
    text = "The minister said: “We’re back in Zenda.” The café was full – and silent."
    garbled = text.encode().decode("latin-1")
    assert parse(garbled.encode())[0].text == text


def test_mojibake_beside_sound_text_is_left_as_it_stands():
    text = "He wrote “Ã¼ber” where “über” was meant, the “editor” said."
    assert parse(text.encode())[0].text == text


def test_plain_texts_are_read_without_loading_what_pages_need(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT * 3)
    script = (
        "import sys; from onrecord.intake import articles; list(articles([sys.argv[1]]));"
        "print({'trafilatura', 'lxml', 'ftfy', 'httpcore', 'pyarrow', 'py3langid'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
