"""A session of commands on one data folder: `commands.py DATA OUT BAIT`. Its children are the program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from hostile import titles

RULE, WIZARD = "xianyang-2013", "submit-request"
ROOT = Path(__file__).resolve().parents[2]


def main(data: Path, out: Path, bait: Path) -> None:
    def run(*arguments: str) -> str:
        command = [sys.executable, "main.py", *arguments, "--data-dir", str(data)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(done.returncode, " ".join(arguments)[:100])
        assert done.returncode in (0, 1) and "没有料到" not in done.stderr, done.stderr
        return done.stdout

    file = out / "全部.govdesk.json"
    lists_of(data, bait)
    numbers = [line["number"] for line in json.loads(run("records", "list", "--json"))["records"]]
    run("rules")
    run("show", f"{RULE}/41")
    for text in ("请示 几天", *titles(bait)[:4]):
        run("search", text)
    run("wizards", "--rule", RULE)
    run("check")
    run("deadlines")
    run("due", "2026-11-24", "--workdays", "5")
    for number in numbers:
        run("records", "show", number)
        run("records", "history", number)
        for suffix in ("pdf", "docx"):
            run("records", "print", number, f"--{suffix}", str(out / f"{number}.{suffix}"))
    run("records", "export", "--all", str(file))
    run("records", "import", str(file))
    run("records", "backup", str(out / "备份.db"))
    run("records", "restore", str(out / "备份.db"))
    run("text", RULE, "--pdf", str(out / "规则.pdf"))
    run("deadlines", "--pdf", str(out / "期限.pdf"))


def lists_of(data: Path, bait: Path) -> None:
    """As a window leaves them: a list for every title, with a tick and a note."""
    from govdesk.app import Services
    from govdesk.records import ItemState

    with Services(data) as services:
        basis = services.library.basis(RULE, WIZARD)
        for title in titles(bait):
            fields = {"title": title, "handler": title[:40], "received": "2026-11-20"}
            record = services.store.create(basis, {}, fields, "王晓梅")
            item = record.evaluate().items[0].item.id
            services.store.set_state(record, item, ItemState.NOT_APPLICABLE, "王晓梅", title)
            services.store.set_note(record, item, title, "王晓梅")
        services.save_settings()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(*map(Path, sys.argv[1:4]))
