"""manage.py check_personas: does every sample person still get what staff expect."""

from django.core.management.base import CommandError

from policies.catalogue import rows
from policies.catalogue.document import canonical
from policies.management.in_chinese import StaffCommand
from policies.publishing import misfits, personas


class Command(StaffCommand):
    help = "用样例人物检查数据库里的政策（草稿不算），有人的结果和预期不同就逐条列出"

    def handle(self, *args, **options):
        document = rows.read()
        everybody = document["personas"]
        tried = personas.TriedDocument(canonical.released(document))
        # Whoever answers what can no longer be answered so is told of, as before a release, and not run.
        unfit = tried.unfit(everybody)
        outcomes = [
            misfits.not_run(persona, unfit[number], tried.questions, {}) if number in unfit else tried.outcome(persona)
            for number, persona in enumerate(everybody)
        ]
        for outcome in outcomes:
            for deviation in outcome.deviations:
                self.stderr.write(f"{outcome.persona['code']}（{outcome.persona['name']}）{deviation}")
        if wrong := [outcome for outcome in outcomes if not outcome.holds]:
            raise CommandError(f"{len(outcomes)} 个样例人物里，{len(wrong)} 个的结果和预期不同")
        self.stdout.write(f"{len(outcomes)} 个样例人物的结果都和预期相同")
