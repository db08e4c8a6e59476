"""The application in a real browser: nothing is refused, nothing runs that should not, everything goes by keyboard."""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from affair import paths_of

from onrecord.errors import NotFoundError
from onrecord.service import Record

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the dependency group browser")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs the dependency group browser")
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Debian's chromium"),
]

SERVE = """
import sys
from pathlib import Path
from onrecord.web import serve
serve(sys.argv[1], port=int(sys.argv[2]), state=Path(sys.argv[3]))
"""


class Server:
    """`onrecord serve` in a process of its own, that can be killed and started again at the same address."""

    def __init__(self, target, state):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.target, self.state, self.process = target, state, None
        self.base = f"http://127.0.0.1:{self.port}"

    def start(self):
        command = [sys.executable, "-c", SERVE, str(self.target), str(self.port), str(self.state)]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        printed = self.process.stderr.readline()
        self.address = printed.split("Open ")[1].strip()
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(self.base)
                return self
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        self.process.wait(30)
        self.process.stderr.close()


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    shutil.copy(built, folder / "affair.db")
    running = Server(folder / "affair.db", folder / "web.json").start()
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, server):
    context = chromium.new_context()
    page = opened(context, server)
    yield page
    context.close()
    assert page.trouble == []


def opened(context, server):
    """A page that came by the start address and notes all trouble."""
    page = context.new_page()
    page.trouble = []
    watch(page, server.base)
    page.goto(server.address)
    return page


def watch(page, base):
    """Note every console error, policy violation, dialog, page error and request that goes elsewhere."""
    page.on("console", lambda m: page.trouble.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.on("dialog", lambda dialog: (page.trouble.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda r: page.trouble.append(r.url) if not r.url.startswith((base, "data:")) else None)
    page.add_init_script("addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.blockedURI))")


RECORDS = ["built", "example", pytest.param("coverage", marks=pytest.mark.shared)]


@pytest.mark.parametrize("which", RECORDS)
def test_every_page_is_quiet_stays_at_home_and_can_be_used_by_all(request, chromium, tmp_path, which):
    """No console error, no policy violation, no request elsewhere on any page; over real text axe finds
    nothing serious on one page of each kind, over the example in both colour schemes."""
    shutil.copy(request.getfixturevalue(which), tmp_path / "record.db")
    with Record.open(tmp_path / "record.db") as record:
        paths = paths_of(record, most=12)
    server = Server(tmp_path / "record.db", tmp_path / "web.json").start()
    context = chromium.new_context()
    page = opened(context, server)
    seen = set()
    for path in paths:
        assert page.goto(server.base + path).status == 200, path
        kind = (path.split("?")[0].split("/")[1], path.count("/") > 1, "blind" in path)
        if kind not in seen:
            seen.add(kind)
            for scheme in {"example": ("light", "dark"), "coverage": ("dark",)}.get(which, ()):
                page.emulate_media(color_scheme=scheme)
                assert serious(page) == [], (path, scheme)
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 390, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path  # no page moves sideways
            page.set_viewport_size({"width": 1180, "height": 800})
        assert page.trouble == [], path
    context.close()
    server.stop()


def serious(page):
    found = axe.Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in found if v["impact"] in ("serious", "critical")]


def test_twenty_statements_are_reviewed_by_keyboard_alone(page, server):
    page.goto(f"{server.base}/review?queue=uncertain")
    for number in range(20):
        page.locator(".review").wait_for()
        shown = page.locator(".review input[name=id]").first.input_value()
        with page.expect_navigation():
            page.keyboard.press("axu"[number % 3])
        assert page.locator(".review input[name=id]").first.input_value() != shown
    with Record.open(server.target) as record:
        made = [d for d in record.decisions(limit=100) if d.live and d.decision.field == "verdict"]
        assert len(made) == 20
        assert all(d.decision.seconds is not None for d in made)
    with page.expect_navigation():
        page.keyboard.press("z")
    assert page.locator(".facts dt", has_text="Judged").count() == 0
    with Record.open(server.target) as record:
        assert len([d for d in record.decisions(limit=100) if d.live and d.decision.field == "verdict"]) == 19


def test_keys_act_only_while_the_panel_has_the_focus_and_can_be_switched_off(page, server):
    page.goto(f"{server.base}/review?queue=random")
    address = page.url
    page.locator(".filters input[name=speaker]").focus()
    page.keyboard.press("a")
    page.locator("main").focus()
    page.keyboard.press("x")
    assert page.url == address
    page.locator("#keys-off").check()
    page.locator(".review").focus()
    page.keyboard.press("x")
    page.wait_for_timeout(200)
    assert page.url == address
    page.locator("#keys-off").uncheck()


def test_a_correction_goes_by_keyboard(page, server):
    page.goto(f"{server.base}/review?queue=uncertain")
    page.locator(".review").wait_for()
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("Osk Teller")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".facts").get_by_text("Osk Teller").count() >= 1


def test_blind_judging_goes_by_keyboard(page, server):
    page.goto(f"{server.base}/review?queue=random&blind=1")
    shown = page.locator(".review input[name=id]").first.input_value()
    page.keyboard.type("Somebody Unheard")  # the field has the focus
    page.keyboard.press("Tab")
    page.keyboard.type("mixed")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".review input[name=id]").first.input_value() != shown
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("u")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.keyboard.press("z")
    with Record.open(server.target) as record:
        made = record.decisions(article=record.statement(shown).article, limit=100)
        verdict = next(
            d.decision for d in made if d.live and (d.decision.field, d.decision.queue) == ("verdict", "random")
        )
        assert (verdict.new, verdict.blind) == ("wrong", True)
        assert record.precision().blind.judged == 1


def test_a_stance_and_the_help_go_by_key(page, server):
    page.goto(f"{server.base}/review?issue=dam")
    page.locator(".stances").first.wait_for()
    page.keyboard.press("?")
    assert page.get_by_text("leave a field").is_visible()
    page.locator(".review").focus()
    with page.expect_navigation():
        page.keyboard.press("2")
    assert "against" in page.locator(".stances").first.inner_text()
    with Record.open(server.target) as record:
        made = record.decisions()[0].decision
        assert (made.subject, made.field, made.new) == ("utterance", "stance:dam", "against")


def test_the_same_goes_without_javascript(chromium, server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address)
    page.goto(f"{server.base}/review?queue=uncertain")
    shown = page.locator(".review input[name=id]").first.input_value()
    page.locator(".review").get_by_role("button", name="Right").click()
    assert page.locator(".review input[name=id]").first.input_value() != shown
    page.goto(f"{server.base}/statements?search=dam")
    assert page.locator("mark").count() > 0
    page.goto(f"{server.base}/network")
    assert page.locator("svg.network").count() == 1
    context.close()


def test_the_chart_to_move_in_breaks_no_rule(page, server):
    page.goto(f"{server.base}/issues/dam")
    page.get_by_role("button", name="Chart to move in").click()
    page.locator("#timeline .vega-embed svg").wait_for()
    box = page.locator("#timeline .mark-symbol.role-mark path").last.bounding_box()
    page.mouse.move(box["x"] - 20, box["y"] - 20)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.locator("#vg-tooltip-element.visible").wait_for()
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/utterances/*")


def test_results_appear_while_an_upload_is_read(page, server, tmp_path):
    for number in range(3):
        text = f"Note {number}\n\nHALVIK, 3 May 2024 - “We will build bridge {number},” said Rona Vale, the mayor.\n"
        (tmp_path / f"note-{number}.txt").write_text(text)
    page.goto(f"{server.base}/add")
    page.locator("input[type=file]").set_input_files([tmp_path / f"note-{n}.txt" for n in range(3)])
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator("#job-status", has_text="Done.").wait_for(timeout=60_000)
    assert page.locator("#job-lines tr").count() == 3


def test_two_browsers_decide_at_once_and_a_killed_server_loses_nothing(chromium, built, tmp_path):
    shutil.copy(built, tmp_path / "affair.db")
    server = Server(tmp_path / "affair.db", tmp_path / "web.json").start()
    contexts = [chromium.new_context() for _ in range(2)]
    browsers = [context.new_page() for context in contexts]
    for browser in browsers:
        browser.goto(server.address)
    decided = set()
    for turn in range(5):
        for browser in browsers:
            browser.goto(f"{server.base}/review?queue=uncertain")
        shown = [browser.locator(".review input[name=id]").first.input_value() for browser in browsers]
        assert shown[0] == shown[1]  # both see the same statement and decide the same
        for browser in browsers:
            browser.locator(".review").get_by_role("button", name="Right").click(no_wait_after=True)
        for browser in browsers:
            browser.wait_for_url("**/review?queue=uncertain")
            browser.locator("h1").wait_for()
        decided.add(shown[0])
        if turn == 2:
            server.stop(signal.SIGKILL)
            server.start()
    server.stop(signal.SIGKILL)
    for context in contexts:
        context.close()
    with Record.open(tmp_path / "affair.db") as record:
        made = [d for d in record.decisions(limit=100) if d.decision.field == "verdict"]
        assert len(made) == len(decided) == 5
        assert all(record.statement(one).verdict == "right" for one in decided)
        checks = [check for check in record.doctor() if not check.name.startswith("model")]
        assert [check for check in checks if check.ok is False] == []


def test_what_follows_from_a_decision_is_derived_after_a_kill_as_well(chromium, built, tmp_path):
    shutil.copy(built, tmp_path / "affair.db")
    server = Server(tmp_path / "affair.db", tmp_path / "web.json").start()
    context = chromium.new_context()
    page = opened(context, server)
    page.goto(f"{server.base}/review?queue=uncertain")
    shown = page.locator(".review input[name=id]").first.input_value()
    with page.expect_navigation():
        page.keyboard.press("x")
    server.stop(signal.SIGKILL)  # before anything but the verdict itself was worked out
    with Record.open(tmp_path / "affair.db") as record:
        assert record.unsettled() == 1
        told = record.statement(shown).utterance
        server.start()
        for _ in range(200):
            if not record.unsettled():
                break
            time.sleep(0.1)
        assert record.unsettled() == 0
        assert record.statement(shown).utterance is None
        with pytest.raises(NotFoundError):
            record.utterance(told)
    context.close()
    server.stop()
