"""manage.py check_person: one check from a file, as JSON or as a table to read."""

import sys
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import CommandError

from policies.answers import today
from policies.api import response, text
from policies.api.request import CheckBody, Invalid, read_check, read_json
from policies.catalogue.catalogue import Catalogue
from policies.management.in_chinese import StaffCommand
from policies.publishing import live
from policies.screening.files.refusals import in_words


class Command(StaffCommand):
    help = "按一个人的答案逐项判断补贴；内容和接口 POST /api/v1/check 一样"

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("file", help="JSON 文件，- 表示从标准输入读")
        parser.add_argument("--text", action="store_true", help="写成给人看的表")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        catalogue = live.refresh()
        if catalogue is None:
            raise CommandError("还没有发布政策，先运行 manage.py publish")
        request = self.read(file, catalogue)
        if options["text"]:
            self.stdout.write(text.table(request, catalogue))
        else:
            answer = orjson.loads(orjson.dumps(response.check(request, catalogue)))
            self.stdout.write(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())

    def read(self, file: str, catalogue: Catalogue) -> CheckBody:
        try:
            content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            return read_check(read_json(content), catalogue, today())
        except OSError as error:
            raise CommandError(f"读不了 {file}：{in_words(error)}") from error
        except Invalid as invalid:
            for field, message in invalid.errors.items():
                self.stderr.write(f"{field}: {message}")
            raise CommandError(f"有 {len(invalid.errors)} 处要改") from invalid
